// The SPARQL workbench: an editor that completes our terms, and answers as table, chart, network, map or text.
import { map, network } from "./pictures.js";

const form = document.getElementById("workbench");
const area = document.getElementById("query");
const answer = document.getElementById("answer");
const words = JSON.parse(document.getElementById("words").textContent);
const shapes = JSON.parse(document.getElementById("shapes").textContent);
const [run, stop, share, download, keys] = ["run", "stop", "share", "download", "keys"].map((id) => document.getElementById(id));
const language = document.documentElement.lang;
const number = (value) => new Intl.NumberFormat(language).format(value);
const say = (key, values = {}) => Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words[key]);
const ROWS_AT_ONCE = 200;
let known = { terms: [], prefixes: {} };
let editor = null;
let controller = null;
let marked = null;

/** Make an element: attributes, then children; texts are texts, never markup. */
function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// --- the editor

function completer() {
  return {
    name: "htxgraph",
    bulk: false,
    autoShow: true,
    isValidCompletionPosition: (yasqe) => {
      const token = yasqe.getCompleteToken();
      return !/^[?$<"']/.test(token.string) && /^[A-Za-z][\w-]*:?[\w-]*$/.test(token.string) && token.string.length > 1;
    },
    get: (yasqe, token) => suggestions(token.string).map((term) => term.name),
    preProcessToken: (yasqe, token) => ({ ...token, autocompletionString: token.string }),
    postProcessSuggestion: (yasqe, token, text) => text,
    postprocessHints: (yasqe, hints) => hints.map((hint) => {
      const term = known.terms.find(({ name }) => name === hint.text);
      return { ...hint, render: (element) => element.append(h("b", {}, hint.text), term?.label ? h("span", { class: "hint-label" }, ` ${term.label}`) : "") };
    }),
  };
}

function suggestions(typed) {
  const wanted = typed.toLowerCase();
  const local = wanted.includes(":") ? wanted.split(":")[1] : wanted;
  const rank = ({ name, label }) => {
    const lower = name.toLowerCase();
    if (lower.startsWith(wanted)) return 0;
    if (wanted.includes(":") && !lower.startsWith(`${wanted.split(":")[0]}:`)) return 9;
    const own = lower.split(":")[1];
    if (own.startsWith(local)) return 1;
    if (own.includes(local)) return 2;
    return label.toLowerCase().includes(local) ? 3 : 9;
  };
  return known.terms.map((term) => [rank(term), term]).filter(([order]) => order < 9)
    .sort((a, b) => a[0] - b[0] || a[1].name.localeCompare(b[1].name)).slice(0, 40).map(([, term]) => term);
}

function edit() {
  const { Yasqe } = window;
  if (!Yasqe) return;
  Yasqe.registerAutocompleter(completer());
  Yasqe.defaults.autocompleters = ["variables", "htxgraph"]; // the others would ask other hosts
  // the service knows these prefixes without a declaration, and so must the editor
  const plain = Yasqe.modes.sparql11;
  Yasqe.defineMode("sparql11", (...options) => {
    const mode = plain(...options);
    return { ...mode, startState: (...given) => ({ ...mode.startState(...given), prefixes: { ...known.prefixes } }) };
  });
  const place = h("div", { class: "editor" });
  area.after(place);
  editor = new Yasqe(place, {
    value: area.value,
    persistenceId: null,
    showQueryButton: false,
    createShareableLink: null,
    consumeShareLink: null,
    prefixCcApi: null,
    resizeable: false,
    editorHeight: "auto",
    lineWrapping: true,
    collapsePrefixesOnLoad: false,
    screenReaderLabel: document.querySelector("label[for=query]").textContent,
    extraKeys: { "Ctrl-Enter": go, "Cmd-Enter": go, Esc: () => { stopped() || editor.getInputField().blur(); }, "Ctrl-Space": () => editor.autocomplete(), Tab: false, "Shift-Tab": false },
  });
  editor.getInputField().setAttribute("aria-describedby", "keys");
  editor.getScrollerElement().tabIndex = 0; // what scrolls is reached by keys, too
  area.hidden = true;
  area.required = false;
  document.querySelector("label[for=query]").addEventListener("click", () => editor.focus());
  editor.on("change", () => { area.value = editor.getValue(); unmark(); });
}

const text = () => (editor ? editor.getValue() : area.value);

function unmark() {
  if (marked !== null && editor) editor.removeLineClass(marked, "background", "wrong-line");
  marked = null;
}

// --- asking

async function go() {
  controller?.abort();
  const mine = controller = new AbortController();
  const query = text();
  history.replaceState(null, "", `/workbench?query=${encodeURIComponent(query)}`);
  unmark();
  stop.hidden = false;
  answer.hidden = false;
  answer.setAttribute("aria-busy", "true");
  answer.replaceChildren(h("p", {}, say("running")), h("div", { class: "skeleton" }), h("div", { class: "skeleton" }), h("div", { class: "skeleton" }));
  const began = performance.now();
  try {
    const response = await fetch("/sparql", {
      method: "POST",
      body: new URLSearchParams({ query }),
      headers: { Accept: "application/sparql-results+json, application/n-triples;q=0.9, application/problem+json;q=0.8" },
      signal: mine.signal,
    });
    const body = await response.text();
    const took = (performance.now() - began) / 1000;
    if (!response.ok) wrong(JSON.parse(body));
    else if (/sparql-results/.test(response.headers.get("content-type"))) show(JSON.parse(body), took);
    else triples(body, took);
  } catch (error) {
    if (error.name !== "AbortError") answer.replaceChildren(h("p", { class: "warn" }, say("network-down")));
    else if (mine === controller) answer.replaceChildren(h("p", {}, say("stopped")));
  }
  if (mine === controller) {
    stop.hidden = true;
    controller = null;
    answer.removeAttribute("aria-busy");
  }
}

function stopped() {
  const running = controller !== null;
  controller?.abort();
  return running;
}

function wrong(problem) {
  answer.replaceChildren(
    h("div", { class: "card warn", role: "alert" },
      h("h2", {}, problem.title || ""),
      h("p", {}, problem.detail || ""),
      problem.excerpt ? h("pre", {}, problem.excerpt) : null,
      problem.why?.length ? h("ul", { class: "hints" }, ...problem.why.map(({ pattern, why }) => h("li", {}, h("code", {}, pattern), ` ${why}`))) : null,
      problem.what_to_do ? h("p", {}, problem.what_to_do) : null,
      problem.instead?.length ? h("ul", { class: "hints" }, ...problem.instead.map(({ address, gives }) => h("li", {}, link(address), ` ${gives}`))) : null));
  if (editor && problem.line) {
    marked = editor.addLineClass(problem.line - 1, "background", "wrong-line");
    editor.setCursor({ line: problem.line - 1, ch: (problem.column || 1) - 1 });
    editor.focus();
  }
}

/** A lookup's address; one with something left to fill in leads nowhere yet. */
function link(address) {
  return address.includes("…") ? h("code", {}, address) : h("a", { href: address }, address);
}

// --- showing

const short = (iri) => {
  for (const [prefix, namespace] of Object.entries(known.prefixes)) {
    const local = iri.slice(namespace.length);
    if (iri.startsWith(namespace) && /^[\w-]+$/.test(local)) return `${prefix}:${local}`;
  }
  return iri.replace(/^https?:\/\/[^/]+\/(?:.*\/)?((?:[^/]+\/)?[^/]+)$/, "$1");
};

const ownPath = (iri) => {
  const found = /^https?:\/\/[^/]+(?:\/htxgraph)?(\/id\/.+)$/.exec(iri);
  return found ? found[1] : null;
};

function term(value) {
  if (!value) return h("span", { class: "quiet-text" }, "–");
  if (value.type === "uri") {
    const own = ownPath(value.value);
    const label = short(value.value);
    if (own) return h("a", { href: own, title: value.value }, label);
    if (/^https?:/.test(value.value)) return h("a", { href: value.value, title: value.value, rel: "noopener noreferrer" }, label);
    return document.createTextNode(value.value);
  }
  if (value.type === "triple") return document.createTextNode(`<< ${["subject", "predicate", "object"].map((part) => short(value.value[part].value)).join(" ")} >>`);
  return document.createTextNode(value.value);
}

const isNumber = (value) => value && value.type === "literal" && value.value !== "" && Number.isFinite(Number(value.value));

function show(result, took) {
  if ("boolean" in result) {
    answer.replaceChildren(h("p", { class: "verdict" }, say(String(result.boolean))), notes(result));
    return;
  }
  tabs({ columns: result.head.vars, rows: result.results.bindings }, say("rows-n", { n: number(result.results.bindings.length) }), took, JSON.stringify(result, null, 1), notes(result));
}

function notes(result) {
  return result.hints?.length ? h("ul", { class: "hints" }, ...result.hints.map((hint) => h("li", {}, hint))) : null;
}

const TERM = /<([^>]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?/g;
const unescape = (written) => written.replace(/\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\(.)/g, (all, four, eight, one) =>
  four || eight ? String.fromCodePoint(parseInt(four || eight, 16)) : { n: "\n", r: "\r", t: "\t" }[one] ?? one);

function triples(body, took) {
  const rows = body.split("\n").filter((line) => line && !line.startsWith("#")).map((line) => {
    const [subject, predicate, object] = [...line.matchAll(TERM)].map(([, iri, blank, literal]) =>
      iri !== undefined ? { type: "uri", value: unescape(iri) } : blank !== undefined ? { type: "bnode", value: blank } : { type: "literal", value: unescape(literal) });
    return { subject, predicate, object };
  });
  tabs({ columns: ["subject", "predicate", "object"], rows }, say("triples-n", { n: number(rows.length) }), took, body, null);
}

function tabs(data, count, took, raw, told) {
  const head = h("header", {}, h("h2", {}, count), h("small", {}, say("took", { s: number(Number(took.toFixed(took < 1 ? 3 : 1))) })));
  const panel = h("div", { role: "tabpanel", tabindex: "0", id: "panel" });
  const views = { table: tableView, chart: chartView, network: networkView, map: mapView, text: (into) => into.append(h("pre", { class: "raw" }, raw.slice(0, 200000))) };
  const list = h("div", { role: "tablist", class: "tabs" });
  const choose = (name, focus) => {
    for (const tab of list.children) {
      const chosen = tab.dataset.view === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      if (chosen && focus) tab.focus();
    }
    panel.replaceChildren();
    panel.setAttribute("aria-labelledby", `tab-${name}`);
    views[name](panel, data);
  };
  const names = Object.keys(views);
  list.append(...names.map((name) => h("button", { type: "button", role: "tab", id: `tab-${name}`, "data-view": name, "aria-controls": "panel", onclick: () => choose(name) }, say(`view-${name}`))));
  list.addEventListener("keydown", ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    const at = names.indexOf(document.activeElement.dataset.view);
    if (step && at >= 0) choose(names[(at + step + names.length) % names.length], true);
  });
  answer.replaceChildren(...[head, told, data.rows.length ? list : h("p", { class: "empty" }, say("nothing-found")), data.rows.length ? panel : null].filter(Boolean));
  if (data.rows.length) choose("table");
}

function tableView(into, { columns, rows }) {
  let shown = rows;
  const body = h("tbody");
  const more = h("button", { type: "button", class: "quiet", onclick: () => append() });
  const numeric = new Set(columns.filter((name) => rows.slice(0, 50).every((row) => !row[name] || isNumber(row[name])) && rows.some((row) => row[name])));
  let given = 0;
  const append = () => {
    const part = shown.slice(given, given + ROWS_AT_ONCE);
    body.append(...part.map((row) => h("tr", {}, ...columns.map((name) => h("td", { class: numeric.has(name) ? "n" : null }, term(row[name]))))));
    given += part.length;
    more.hidden = given >= shown.length;
    more.textContent = say("more-rows", { n: number(shown.length - given) });
  };
  const again = () => { given = 0; body.replaceChildren(); append(); };
  const order = (name, heading) => {
    const down = heading.getAttribute("aria-sort") === "ascending";
    for (const other of heading.parentNode.children) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const value = (row) => row[name]?.value ?? "";
    const compare = numeric.has(name) ? (a, b) => Number(value(a)) - Number(value(b)) : (a, b) => value(a).localeCompare(value(b), language);
    shown = [...shown].sort((a, b) => (down ? -1 : 1) * compare(a, b));
    again();
  };
  const wanted = h("input", { type: "text", id: "filter", "aria-label": say("filter-rows"), placeholder: say("filter-rows"), oninput: () => {
    const typed = wanted.value.toLowerCase();
    shown = typed ? rows.filter((row) => columns.some((name) => row[name]?.value.toLowerCase().includes(typed))) : rows;
    again();
  } });
  const headings = columns.map((name) => {
    const heading = h("th", { scope: "col", class: numeric.has(name) ? "n" : null });
    heading.append(h("button", { type: "button", class: "sort", onclick: () => order(name, heading) }, name));
    return heading;
  });
  append();
  into.append(rows.length > 10 ? wanted : "", h("div", { class: "wide", tabindex: "0", role: "region", "aria-label": say("view-table") }, h("table", {}, h("thead", {}, h("tr", {}, ...headings)), body)), more);
}

function selects(into, choices, draw) {
  const bar = h("div", { class: "bar" });
  const chosen = choices.map(([key, options, first]) => {
    const select = h("select", { id: `choose-${key}`, onchange: () => draw(chosen.map((one) => one.value)) }, ...options.map((name) => h("option", { value: name, selected: name === first }, name || say("count-rows"))));
    bar.append(h("label", { for: `choose-${key}`, class: "inline" }, say(key)), select);
    return select;
  });
  into.append(bar);
  draw(chosen.map((one) => one.value));
}

const kinds = ({ columns, rows }) => ({
  numbers: columns.filter((name) => rows.some((row) => isNumber(row[name])) && rows.every((row) => !row[name] || isNumber(row[name]))),
  iris: columns.filter((name) => rows.some((row) => row[name]?.type === "uri" || row[name]?.type === "bnode")),
});

function chartView(into, data) {
  const { numbers } = kinds(data);
  const labels = data.columns.filter((name) => !numbers.includes(name));
  if (!labels.length) { into.append(h("p", { class: "empty" }, say("no-view"))); return; }
  const place = h("div");
  const first = labels.find((name) => data.rows.some((row) => row[name]?.type === "literal")) || labels[0];
  selects(into, [["chart-label", labels, first], ["chart-number", [...numbers, ""], numbers[0] ?? ""]], ([label, value]) => {
    const sums = new Map();
    for (const row of data.rows) {
      const name = row[label] ? (row[label].type === "uri" ? short(row[label].value) : row[label].value) : "–";
      sums.set(name, (sums.get(name) || 0) + (value ? Number(row[value]?.value || 0) : 1));
    }
    const bars = [...sums].sort((a, b) => (/^\d{4}/.test(a[0]) && /^\d{4}/.test(b[0]) ? a[0].localeCompare(b[0]) : b[1] - a[1])).slice(0, 60);
    const most = Math.max(...bars.map(([, sum]) => sum), 0) || 1;
    place.replaceChildren(h("table", { class: "bars" }, h("tbody", {}, ...bars.map(([name, sum]) => {
      const bar = h("span", { class: "bar-of" });
      bar.style.width = `${Math.max(0.5, (100 * sum) / most)}%`;
      return h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, bar), h("td", { class: "n" }, number(sum)));
    }))));
  });
  into.append(place);
}

function networkView(into, data) {
  const { iris } = kinds(data);
  if (iris.length < 2) { into.append(h("p", { class: "empty" }, say("no-view"))); return; }
  const place = h("div", { class: "picture" });
  const named = (name) => [`${name}Name`, `${name}Label`].find((other) => data.columns.includes(other));
  const [first, second] = data.columns.includes("object") ? ["subject", "object"] : iris;
  selects(into, [["source-node", iris, first], ["target-node", iris, second]], async ([source, target]) => {
    const nodes = new Map(), edges = new Map();
    const node = (row, name) => {
      const iri = row[name].value;
      if (!nodes.has(iri)) {
        const kind = /\/id\/([\w-]+)\//.exec(iri)?.[1];
        nodes.set(iri, { id: iri, label: row[named(name)]?.value || short(iri), kind, href: ownPath(iri) });
      }
      return iri;
    };
    for (const row of data.rows) {
      if (!row[source] || !row[target] || row[target].type === "literal" || nodes.size > 500) continue;
      const ends = [node(row, source), node(row, target)];
      const key = ends.join(" ");
      edges.set(key, { source: ends[0], target: ends[1], label: row.predicate ? short(row.predicate.value) : "", weight: (edges.get(key)?.weight || 0) + 1 });
    }
    place.replaceChildren();
    await network(place, { nodes: [...nodes.values()], edges: [...edges.values()] });
  });
  into.append(place);
}

function mapView(into, data) {
  const unit = /\/unit\/(\d{4}-\d{2}-\d{2})\/province\/\d+$/;
  const { numbers } = kinds(data);
  const units = data.columns.filter((name) => data.rows.some((row) => row[name]?.type === "uri" && unit.test(row[name].value)));
  if (!units.length) { into.append(h("p", { class: "empty" }, say("no-view"))); return; }
  const place = h("div", { class: "picture" });
  selects(into, [["map-unit", units, units[0]], ["chart-number", [...numbers, ""], numbers[0] ?? ""]], async ([column, value]) => {
    const rows = data.rows.filter((row) => row[column] && unit.test(row[column].value)).map((row) => ({ unit: row[column].value, value: value ? Number(row[value]?.value || 0) : 1 }));
    const fresh = h("div", { class: "picture" });
    place.replaceChildren(fresh);
    await map(fresh, rows, { shapes: rows.some((row) => row.unit.includes("2025-07-01")) ? shapes.new : shapes.old, number });
  });
  into.append(place);
}

// --- beginning

form.addEventListener("submit", (event) => {
  if (event.submitter === download) return;
  event.preventDefault();
  go();
});
stop.addEventListener("click", stopped);
share.addEventListener("click", async () => {
  const address = `${location.origin}/workbench?query=${encodeURIComponent(text())}`;
  try { await navigator.clipboard.writeText(address); } catch { history.replaceState(null, "", address); }
  const label = share.textContent;
  share.textContent = say("copied");
  setTimeout(() => { share.textContent = label; }, 2000);
});
document.getElementById("question").addEventListener("change", ({ target }) => { if (target.value) target.form.submit(); });
share.hidden = download.hidden = keys.hidden = false;
known = await (await fetch(form.dataset.terms)).json();
edit();
if (form.dataset.run) go();
