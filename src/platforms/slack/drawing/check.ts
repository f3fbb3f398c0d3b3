/** Tells everything Slack would refuse in a message; a slash answer is sent on its word alone. */
import { createFindings, type Fields, fieldsOf, listOf } from "./findings.ts";
import { limits } from "./limits.ts";
import { webAddress } from "./text.ts";

type Message = { readonly text?: unknown; readonly blocks?: unknown };

/** One sentence for each violation, naming the place as `blocks[2].text`; none where Slack would accept the message. */
export function problemsOf({ text, blocks }: Message, total: number = limits.total): readonly string[] {
  const { found, report, within, count, unique, textObject } = createFindings();
  const blockIds = new Set<string>();
  const actionIds = new Set<string>();
  let tables = 0;
  let charts = 0;

  const either = ["plain_text", "mrkdwn"];
  const words = ["plain_text"];

  const address = (at: string, value: unknown) => {
    within(at, value, limits.button.url);
    if (typeof value === "string" && webAddress(value) === undefined) report(at, "is not a web address");
  };

  const control = (at: string, value: unknown) => {
    const it = fieldsOf(value);
    unique(`${at}.action_id`, it.action_id, actionIds);
    if (it.type === "button") {
      textObject(`${at}.text`, it.text, limits.button.text, words);
      if (it.value !== undefined) within(`${at}.value`, it.value, limits.button.value);
      if (it.url !== undefined) address(`${at}.url`, it.url);
      if (it.style !== undefined && it.style !== "primary" && it.style !== "danger")
        report(`${at}.style`, "is unknown");
    } else if (it.type === "static_select") {
      textObject(`${at}.placeholder`, it.placeholder, limits.select.placeholder, words);
      for (const [n, option] of count(`${at}.options`, it.options, limits.select.options).entries()) {
        textObject(`${at}.options[${n}].text`, fieldsOf(option).text, limits.select.text, words);
        within(`${at}.options[${n}].value`, fieldsOf(option).value, limits.select.value);
      }
    } else if (it.type === "external_select")
      textObject(`${at}.placeholder`, it.placeholder, limits.select.placeholder, words);
    else report(`${at}.type`, "is not a control this bot sends");
  };

  /** Rich text, and how many characters it shows. */
  const richText = (at: string, value: unknown): number => {
    let shown = 0;
    for (const [n, part] of count(
      `${at}.elements`,
      fieldsOf(value).elements,
      Number.POSITIVE_INFINITY,
    ).entries()) {
      const here = `${at}.elements[${n}]`;
      const { type, elements } = fieldsOf(part);
      if (type !== "rich_text_section" && type !== "rich_text_preformatted")
        report(`${here}.type`, "is not sent by this bot");
      for (const [m, element] of count(`${here}.elements`, elements, Number.POSITIVE_INFINITY).entries()) {
        const it = fieldsOf(element);
        if (it.type !== "text" && it.type !== "link")
          report(`${here}.elements[${m}].type`, "is not text or link");
        if (it.type === "link") address(`${here}.elements[${m}].url`, it.url);
        if (typeof it.text !== "string" || it.text === "") report(`${here}.elements[${m}].text`, "is empty");
        else shown += it.text.length;
      }
    }
    if (shown > limits.richText) report(at, `shows ${shown} characters, more than ${limits.richText}`);
    return shown;
  };

  const table = (at: string, it: Fields) => {
    if (++tables > 1) report(at, "is a second table");
    const rows = count(`${at}.rows`, it.rows, limits.table.rows).map(listOf);
    let shown = 0;
    for (const [r, row] of rows.entries()) {
      count(`${at}.rows[${r}]`, row, limits.table.columns);
      if (row.length !== rows[0]?.length) report(`${at}.rows[${r}]`, "is not as long as the first row");
      for (const [c, value] of row.entries()) {
        const here = `${at}.rows[${r}][${c}]`;
        const cell = fieldsOf(value);
        if (cell.type === "rich_text") shown += richText(here, cell);
        else if (cell.type === "raw_text") {
          within(`${here}.text`, cell.text, limits.table.text);
          shown += String(cell.text).length;
        } else report(`${here}.type`, "is not a cell this bot sends");
      }
    }
    if (shown > limits.table.text) report(at, `shows ${shown} characters, more than ${limits.table.text}`);
    if (listOf(it.column_settings).length > limits.table.columns)
      report(`${at}.column_settings`, "has too many items");
  };

  const image = (at: string, it: Fields) => {
    address(`${at}.image_url`, it.image_url);
    within(`${at}.alt_text`, it.alt_text, limits.image.text);
    if (it.title !== undefined) textObject(`${at}.title`, it.title, limits.image.text, words);
  };

  const chart = (at: string, it: Fields) => {
    if (++charts > limits.charts.most) report(at, "is one chart too many");
    within(`${at}.title`, it.title, limits.charts.title);
    const { type, series, axis_config } = fieldsOf(it.chart);
    if (type !== "bar") report(`${at}.chart.type`, "is not a chart this bot sends");
    const { categories, y_label } = fieldsOf(axis_config);
    const axis = `${at}.chart.axis_config`;
    const labels = count(`${axis}.categories`, categories, limits.charts.points);
    if (new Set(labels).size < labels.length) report(`${axis}.categories`, "name one thing twice");
    for (const [n, label] of labels.entries()) within(`${axis}.categories[${n}]`, label, limits.charts.label);
    if (y_label !== undefined) within(`${axis}.y_label`, y_label, limits.charts.axis);
    for (const [n, one] of count(`${at}.chart.series`, series, limits.charts.series).entries()) {
      const here = `${at}.chart.series[${n}]`;
      const { name, data } = fieldsOf(one);
      within(`${here}.name`, name, limits.charts.label);
      const points = listOf(data).map(fieldsOf);
      if (points.some(({ value: it }) => typeof it !== "number" || !Number.isFinite(it)))
        report(`${here}.data`, "has a value that is no number");
      if (JSON.stringify(points.map(({ label }) => label)) !== JSON.stringify(labels))
        report(`${here}.data`, "is not about the categories");
    }
  };

  const block = (at: string, value: unknown) => {
    const it = fieldsOf(value);
    if (it.block_id !== undefined) unique(`${at}.block_id`, it.block_id, blockIds);
    switch (it.type) {
      case "header":
        return textObject(`${at}.text`, it.text, limits.header, words);
      case "section":
        if (it.text !== undefined || it.fields === undefined)
          textObject(`${at}.text`, it.text, limits.section, either);
        if (it.fields === undefined) return;
        return count(`${at}.fields`, it.fields, limits.fields).forEach((field, n) => {
          textObject(`${at}.fields[${n}]`, field, limits.field, either);
        });
      case "context":
        return count(`${at}.elements`, it.elements, limits.contextElements).forEach((element, n) => {
          textObject(`${at}.elements[${n}]`, element, limits.contextText, either);
        });
      case "actions":
        return count(`${at}.elements`, it.elements, limits.actions).forEach((element, n) => {
          control(`${at}.elements[${n}]`, element);
        });
      case "rich_text":
        return void richText(at, it);
      case "table":
        return table(at, it);
      case "image":
        return image(at, it);
      case "data_visualization":
        return chart(at, it);
      case "divider":
        return;
      default:
        return report(`${at}.type`, `is not a block this bot sends: ${String(it.type)}`);
    }
  };

  within("text", text, limits.text);
  if (blocks === undefined) return found;
  count("blocks", blocks, limits.blocks).forEach((it, n) => {
    block(`blocks[${n}]`, it);
  });
  const size = JSON.stringify(blocks).length;
  if (size > total) report("blocks", `are ${size} characters of JSON, more than ${total}`);
  return found;
}
