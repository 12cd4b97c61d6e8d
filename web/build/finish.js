// After vite: the security policy, the service worker and the single-file edition.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const dist = join(dirname(fileURLToPath(import.meta.url)), "..", "dist");
const read = (name) => readFileSync(join(dist, name), "utf8");
const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const only = (list, what) => {
  if (list.length !== 1) throw new Error(`${what}: ${list.length} files, expected one`);
  return list[0];
};

const policy = (rules) =>
  Object.entries({ "default-src": "'none'", ...rules, "base-uri": "'none'", "form-action": "'none'" })
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
const withPolicy = (html, rules) =>
  html.replace(
    '<meta charset="utf-8">',
    `<meta charset="utf-8">\n    <meta http-equiv="Content-Security-Policy" content="${policy(rules)}">`,
  );

rmSync(join(dist, "sw.js"), { force: true });
rmSync(join(dist, "lawgov.html"), { force: true });
const whole = (what, pattern) => {
  const name = only(
    readdirSync(join(dist, "single/assets")).filter((one) => pattern.test(one)),
    `${what} in one piece`,
  );
  return read(`single/assets/${name}`);
};
const wholeScript = whole("script", /^index-.*\.js$/);
const wholeStyle = whole("style", /\.css$/);
rmSync(join(dist, "single"), { recursive: true });
const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(dist.length + 1)
      .replaceAll("\\", "/"),
  )
  .sort();
const assets = files.filter((name) => name.startsWith("assets/"));
const source = read("index.html");
const entry = /src="\.\/(assets\/[^"]+\.js)"/.exec(source)?.[1];
const styles = /href="\.\/(assets\/[^"]+\.css)"/.exec(source)?.[1];
if (!entry || !styles) throw new Error("index.html names no script or no style");
const engine = only(
  assets.filter((name) => /\/engine_bg[^/]*\.wasm$/.test(name)),
  "engine",
);
const worker = only(
  assets.filter((name) => /\/worker[^/]*\.js$/.test(name)),
  "worker",
);

// The page from disk: everything inside, and no connection at all.
const inline = (text) => text.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
const script = inline(wholeScript);
const style = wholeStyle;
const embedded = assets
  .filter((name) => name === worker || !/\.(js|css)$/.test(name))
  .map((name) => {
    const base64 = readFileSync(join(dist, name)).toString("base64");
    return `<script type="application/octet-stream" id="${basename(name)}">${base64}</script>`;
  });
const single = source
  .replace(/\s*<script type="module"[^>]*><\/script>/, "")
  .replace(/\s*<link rel="(?:modulepreload|preload)"[^>]*>/g, "")
  .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${style}</style>`)
  .replace("</body>", () => [...embedded, `<script type="module">${script}</script>`, "</body>"].join("\n"));
writeFileSync(
  join(dist, "lawgov.html"),
  withPolicy(single, {
    "script-src": `${hash(script)} 'wasm-unsafe-eval'`,
    "style-src": hash(style),
    "img-src": "data: blob:",
    "worker-src": "blob:",
    "connect-src": "'none'",
  }),
);

// The hosted page.
const preload = `<link rel="preload" href="./${engine}" as="fetch" type="application/wasm" crossorigin>`;
const page = withPolicy(source.replace("</head>", `  ${preload}\n  </head>`), {
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  "img-src": "'self' data: blob:",
  "worker-src": "'self' blob:",
  "connect-src": "'self'",
});
writeFileSync(join(dist, "index.html"), page);

const cached = ["./", ...assets];
const version = createHash("sha256");
for (const name of ["index.html", ...assets]) version.update(readFileSync(join(dist, name)));
const template = readFileSync(join(dirname(fileURLToPath(import.meta.url)), "service-worker.js"), "utf8");
writeFileSync(
  join(dist, "sw.js"),
  template
    .replace('"VERSION"', JSON.stringify(version.digest("hex").slice(0, 16)))
    .replace('["FILES"]', JSON.stringify(cached)),
);

// What a first visit loads, for whoever weighs it.
writeFileSync(join(dist, "first-load.json"), JSON.stringify(["index.html", entry, styles, worker, engine], null, 2));
