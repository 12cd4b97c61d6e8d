// Reports about invented places, for a first look.

import faulty from "../../../samples/faulty-qingdian-2023.txt?url";
import county from "../../../samples/qingze-county-2024.txt?url";
import first from "../../../samples/qingze-liuwan-2022.txt?url";
import second from "../../../samples/qingze-liuwan-2023.txt?url";
import third from "../../../samples/qingze-liuwan-2024.txt?url";
import { asset, textAsset } from "../assets";
import type { Key } from "../i18n";

export interface Example {
  name: string;
  title: Key;
  note: Key;
  files: { path: string; address: string }[];
}

const LIUWAN = [
  { path: "qingze-liuwan-2022.txt", address: first },
  { path: "qingze-liuwan-2023.txt", address: second },
  { path: "qingze-liuwan-2024.txt", address: third },
];
const FAULTY = { path: "faulty-qingdian-2023.txt", address: faulty };
const COUNTY = { path: "qingze-county-2024.txt", address: county };

export const EXAMPLES: Example[] = [
  { name: "township", title: "example.township", note: "example.township_note", files: LIUWAN.slice(1, 2) },
  { name: "faulty", title: "example.faulty", note: "example.faulty_note", files: [FAULTY] },
  { name: "years", title: "example.years", note: "example.years_note", files: [...LIUWAN, COUNTY] },
];

export function texts(example: Example): Promise<{ path: string; source: string }[]> {
  return Promise.all(example.files.map(async ({ path, address }) => ({ path, source: await textAsset(address) })));
}

/** Fetches them all, so that none has to be fetched later. */
export async function complete(): Promise<void> {
  await Promise.all([...LIUWAN, FAULTY, COUNTY].map(({ address }) => asset(address)));
}
