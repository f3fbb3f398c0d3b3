/** A card as a web page in one file: it runs no script and asks nothing of any server. */

import { type Block, type Card, type Cell, type Run, runs, type Table, type Text } from "./card.ts";
import { type Chart, endOf } from "./chart.ts";
import { exampleOf, optionsOf, questionOf } from "./form.ts";
import { escapedHtml } from "./html.ts";
import { style } from "./page-style.ts";

const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export const page = (card: Card): string =>
  [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escaped(card.title)}</title>`,
    `<style>${style}</style>`,
    "</head>",
    "<body>",
    "<main>",
    `<h1>${card.url === undefined ? escaped(card.title) : linkOf(card.title, card.url)}</h1>`,
    ...card.banners.map(({ text }) => `<p class="warning"><strong>Warning:</strong> ${escaped(text)}</p>`),
    ...card.blocks.map(blockOf).filter((part) => part !== ""),
    "</main>",
    "</body>",
    "</html>",
    "",
  ].join("\n");

function blockOf(block: Block): string {
  switch (block.type) {
    case "paragraph":
      return `<p>${textOf(block.text)}</p>`;
    case "heading":
      return `<h2>${escaped(block.text)}</h2>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${textOf(item)}</li>`).join("")}</ul>`;
    case "facts":
      return `<dl>${block.facts.map(({ label, value }) => `<dt>${escaped(label)}</dt><dd>${textOf(value)}</dd>`).join("")}</dl>`;
    case "table":
      return tableOf(block);
    case "chart":
      return figureOf(block);
    case "code":
      return `<pre><code>${escaped(block.code)}</code></pre>`;
    case "note":
      return `<p class="note">${textOf(block.text)}</p>`;
    case "form":
      return [
        ...block.fields.map(
          (field) =>
            `<p><strong>${escaped(questionOf(field))}</strong></p><ul>${optionsOf(field)
              .map((label) => `<li>${escaped(label)}</li>`)
              .join("")}</ul>`,
        ),
        `<p>Or type it, for example: <code>${escaped(exampleOf(block))}</code></p>`,
      ].join("\n");
    case "select":
    case "buttons":
      return "";
  }
}

function tableOf({ caption, header, rows }: Table): string {
  const cell = ({ text, tone }: Cell) =>
    `<td${tone === undefined ? "" : ` class="${tone}"`}>${textOf(text)}</td>`;
  const body = rows.map(([name, ...cells]) => {
    const named = name === undefined ? "" : `<th scope="row">${textOf(name.text)}</th>`;
    return `<tr>${named}${cells.map(cell).join("")}</tr>`;
  });
  return [
    `<div class="wide" role="region" tabindex="0" aria-label="${escaped(caption)}"><table style="--columns:${header.length}">`,
    `<thead><tr>${header.map((name) => `<th scope="col">${escaped(name)}</th>`).join("")}</tr></thead>`,
    `<tbody>${body.join("\n")}</tbody>`,
    "</table></div>",
  ].join("\n");
}

function figureOf(chart: Chart): string {
  const { kind, title, categories, series, method, source } = chart;
  const bars = categories.flatMap((category, at) => [
    ...(kind === "bars" ? [] : [`<p><strong>${escaped(category)}</strong></p>`]),
    ...series.map(({ name, values, said }) => {
      const share = Math.min(100, Math.round(((values[at] ?? 0) / endOf(chart)) * 1000) / 10);
      const label = escaped(kind === "bars" ? category : name);
      return `<div class="bar"><span>${label}</span><i aria-hidden="true"><b style="width:${share}%"></b></i><span>${escaped(said[at] ?? "")}</span></div>`;
    }),
  ]);
  const told = [method, source].filter((line) => line !== "").map(escaped);
  return `<figure><figcaption>${escaped(title)}</figcaption>${bars.join("\n")}<p class="note">${told.join("<br>")}</p></figure>`;
}

const textOf = (text: Text): string => runs(text).map(runOf).join("");

function runOf(run: Run): string {
  switch (run.kind) {
    case "plain":
      return escaped(run.text);
    case "strong":
      return `<strong>${escaped(run.text)}</strong>`;
    case "code":
    case "command":
      return `<code>${escaped(run.text)}</code>`;
    case "link":
      return linkOf(run.text, run.url);
  }
}

/** Links lead to the web only; any other address is shown, not followed. */
const linkOf = (text: string, url: string): string =>
  /^https?:$/u.test(URL.parse(url)?.protocol ?? "")
    ? `<a href="${escaped(url)}" rel="noreferrer">${escaped(text)}</a>`
    : escaped(`${text} (${url})`);

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/gu;

const escaped = (text: string): string => escapedHtml(text.toWellFormed().replace(controls, " "));
