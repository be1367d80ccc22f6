const state = document.getElementById("state");
document.getElementById("download").onclick = async () => {
  const { result, error } = await window.leash.download("http://127.0.0.1:8070/mod.zip", (status) => {
    state.textContent = `${status.state}, ${status.receivedBytes} of ${status.totalBytes ?? "?"} bytes`;
  });
  if (result) state.textContent = `${result.files} files`;
  // A session change means that this page is not the window's any more: nobody sees it.
  else if (error.reason !== "CANCELLED_SESSION_CHANGE") state.textContent = error.message;
};
