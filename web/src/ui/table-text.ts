// Tables as text.

export type Cells = (string | number | null)[][];

/** Cells hold neither tabs nor line breaks, which would begin another cell. */
export function separated(cells: Cells): string {
  return cells.map((row) => row.map((cell) => String(cell ?? "").replace(/[\t\r\n]+/g, " ")).join("\t")).join("\n");
}
