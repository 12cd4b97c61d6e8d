// Tables of the core, read at build time: one object a row, by the names of the header.
declare module "*/labels.tsv" {
  const rows: { group: string; name: string; zh: string; en: string }[];
  export default rows;
}

declare module "*/extensions.tsv" {
  const rows: { extension: string; format: string }[];
  export default rows;
}
