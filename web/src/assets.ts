// Files of the page itself: fetched from beside it, or, in the single-file edition, taken out of it.

type Progress = (done: number, total: number | null) => void;

function inside(address: string): ArrayBuffer | null {
  const base64 = document.getElementById(address.split("/").at(-1) ?? "")?.textContent;
  if (!base64) return null;
  return Uint8Array.from(atob(base64.trim()), (character) => character.charCodeAt(0)).buffer;
}

async function download(address: string, progress: Progress): Promise<ArrayBuffer> {
  const response = await fetch(address);
  if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
  const total = Number(response.headers.get("content-length")) || null;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body.getReader();
  let done = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    pieces.push(piece.value);
    done += piece.value.length;
    progress(done, total);
  }
  return new Blob(pieces).arrayBuffer();
}

const known = new Map<string, Promise<ArrayBuffer>>();

/** The bytes of a file; asked for once. */
export function asset(address: string, progress: Progress = () => {}): Promise<ArrayBuffer> {
  const before = known.get(address);
  if (before) return before;
  const embedded = inside(address);
  const bytes = embedded ? Promise.resolve(embedded) : download(address, progress);
  known.set(address, bytes);
  bytes.catch(() => known.delete(address));
  return bytes;
}

export async function textAsset(address: string): Promise<string> {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await asset(address));
}
