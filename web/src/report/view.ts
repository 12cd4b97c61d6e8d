// What one report is shown with: its source, its headings and its panes.

import "../style/report.css";

export { outline } from "./outline";
export { panesView } from "./panes";
export { sourceView } from "./source";
