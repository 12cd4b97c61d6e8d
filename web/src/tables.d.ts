// Tables of the core, read at build time: one object a row, by the names of the header.
declare module "*.tsv" {
  const rows: { group: string; name: string; zh: string; en: string }[];
  export default rows;
}
