import { startDownloadWithSessionTracking } from "leash-session-manager";
const result = await startDownloadWithSessionTracking('mod.zip', 'https://example.org/mod.zip', '/home/ada/Games/mods/mod');
if (result.success) {
  console.log('Download completed:', result.result);
} else if (result.error === 'CANCELLED_SESSION_CHANGE') {
  console.log('Download was cancelled due to page refresh');
} else {
  console.error('Download failed:', result.message);
}
