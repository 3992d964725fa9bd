// Builds app/static/built: the style sheet, our modules and what npm brought, each under a name that carries
// a hash of its content, with .br and .gz beside it, and manifest.json (logical name -> built name).
// A file whose built name is already there is not compressed again, so a rebuild without changes is quick.

import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const source = join(root, "app/static");
const target = join(source, "built");
const modules = join(root, "node_modules");

const PACKAGED = {
  "govuk-frontend.js": "govuk-frontend/dist/govuk/govuk-frontend.min.js",
  "plotly-basic.js": "plotly.js-basic-dist-min/plotly-basic.min.js",
  "atkinson-latin.woff2":
    "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
  "atkinson-licence.txt": "@fontsource-variable/atkinson-hyperlegible-next/LICENSE",
};
const COMPRESSIBLE = new Set([".css", ".js", ".svg", ".txt"]);
const REWRITTEN = new Set([".css", ".js"]);

/** All files to build, logical name -> content. */
async function gather() {
  const files = new Map();
  for (const [name, path] of Object.entries(PACKAGED)) {
    files.set(name, await readFile(join(modules, path)));
  }
  for (const folder of ["js", "images"]) {
    for (const name of (await readdir(join(source, folder))).sort()) {
      files.set(name, await readFile(join(source, folder, name)));
    }
  }
  // Source maps are not shipped; a pointer to one would only cause a failed request.
  for (const name of ["govuk-frontend.js", "plotly-basic.js"]) {
    const text = files.get(name).toString("utf8");
    files.set(name, Buffer.from(text.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n")));
  }
  files.set("portal.css", await compileStyles());
  return files;
}

/** Compiling takes seconds, so the result is kept beside the installed packages until a source changes. */
async function compileStyles() {
  const folder = join(source, "scss");
  const hash = createHash("sha256");
  for (const name of (await readdir(folder)).sort()) {
    hash.update(name).update(await readFile(join(folder, name)));
  }
  hash.update(await readFile(join(root, "package-lock.json")));
  const kept = join(modules, ".cache/portal", `${hash.digest("hex")}.css`);
  try {
    return await readFile(kept);
  } catch {
    const sass = await import("sass");
    const { css } = await sass.compileAsync(join(folder, "portal.scss"), {
      importers: [new sass.NodePackageImporter(root)],
      style: "compressed",
      charset: false,
    });
    await rm(dirname(kept), { recursive: true, force: true });
    await writeWhole(kept, Buffer.from(css));
    return Buffer.from(css);
  }
}

/** Give each file its built name; one that names others ("./x") is rewritten after them. */
function fingerprint(files) {
  const manifest = {};
  const contents = new Map();
  const visit = (name, path) => {
    if (manifest[name]) return manifest[name];
    if (path.includes(name)) throw new Error(`Files name each other in a ring: ${[...path, name].join(" -> ")}`);
    let content = files.get(name);
    if (REWRITTEN.has(extname(name)) && !(name in PACKAGED)) {
      content = Buffer.from(
        content.toString("utf8").replace(/(["'(])\.\/([\w.-]+)(?=["')])/g, (whole, open, other) => {
          if (!files.has(other)) throw new Error(`${name} names ./${other}, which is not built.`);
          return `${open}./${visit(other, [...path, name])}`;
        }),
      );
    }
    const digest = createHash("sha256").update(content).digest("hex").slice(0, 12);
    const ending = extname(name);
    manifest[name] = `${name.slice(0, -ending.length)}.${digest}${ending}`;
    contents.set(manifest[name], content);
    return manifest[name];
  };
  for (const name of files.keys()) visit(name, []);
  return { manifest, contents };
}

const exists = (path) => stat(path).then(() => true, () => false);

/** Written beside and renamed, so that a stopped build never leaves half a file under a final name. */
async function writeWhole(path, content) {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, content);
  await rename(draft, path);
}

async function writeWithCompressed(name, content) {
  const path = join(target, name);
  const written = [name];
  if (!(await exists(path))) await writeWhole(path, content);
  if (!COMPRESSIBLE.has(extname(name))) return written;
  const forms = {
    br: () =>
      promisify(brotliCompress)(content, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: 11,
          [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
        },
      }),
    gz: () => promisify(gzip)(content, { level: 9 }),
  };
  for (const [ending, compress] of Object.entries(forms)) {
    if (!(await exists(`${path}.${ending}`))) await writeWhole(`${path}.${ending}`, await compress());
    written.push(`${name}.${ending}`);
  }
  return written;
}

async function main() {
  const began = performance.now();
  await mkdir(target, { recursive: true });
  const { manifest, contents } = fingerprint(await gather());
  const wanted = await Promise.all([...contents].map(([name, content]) => writeWithCompressed(name, content)));
  const ordered = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeWhole(join(target, "manifest.json"), `${JSON.stringify(ordered, null, 2)}\n`);
  const keep = new Set([...wanted.flat(), "manifest.json"]);
  for (const name of await readdir(target)) {
    if (!keep.has(name)) await rm(join(target, name), { recursive: true });
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`Front end built: ${contents.size} files in ${seconds} s`);
}

await main();
