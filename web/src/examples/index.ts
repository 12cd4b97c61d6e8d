// Reports about invented places, for a first look.

import faulty from "../../../samples/faulty-qingdian-2023.txt?raw";
import county from "../../../samples/qingze-county-2024.txt?raw";
import first from "../../../samples/qingze-liuwan-2022.txt?raw";
import second from "../../../samples/qingze-liuwan-2023.txt?raw";
import third from "../../../samples/qingze-liuwan-2024.txt?raw";
import type { Key } from "../i18n";

export interface Example {
  name: string;
  title: Key;
  note: Key;
  files: { path: string; source: string }[];
}

const LIUWAN = [
  { path: "qingze-liuwan-2022.txt", source: first },
  { path: "qingze-liuwan-2023.txt", source: second },
  { path: "qingze-liuwan-2024.txt", source: third },
];

export const EXAMPLES: Example[] = [
  { name: "township", title: "example.township", note: "example.township_note", files: LIUWAN.slice(1, 2) },
  {
    name: "faulty",
    title: "example.faulty",
    note: "example.faulty_note",
    files: [{ path: "faulty-qingdian-2023.txt", source: faulty }],
  },
  {
    name: "years",
    title: "example.years",
    note: "example.years_note",
    files: [...LIUWAN, { path: "qingze-county-2024.txt", source: county }],
  },
];
