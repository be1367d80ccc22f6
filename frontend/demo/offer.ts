/** What the demo offers. */
export interface Offer {
  /** The folder on this machine below which each mod gets one of its own. */
  savePath: string;
  mods: Mod[];
}

export interface Mod {
  id: string;
  title: string;
  about: string;
  fileName: string;
  downloadUrl: string;
  /** Null where its server does not say. */
  bytes: number | null;
}

/** Reads it from the demo's own server. It has no secret, so it needs no token. */
export async function readOffer(): Promise<Offer> {
  const answer = await fetch("/demo.json");
  if (!answer.ok) throw new Error(`demo.json: ${answer.status}`);
  return (await answer.json()) as Offer;
}
