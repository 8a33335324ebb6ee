// Pictures that a reader can move about in: networks (Cytoscape) and maps (Leaflet). The libraries are fetched from
// our own host, and only when a picture comes into view. Everything shown in a picture also stands in a list beside it.

const loaded = new Map();

function load(address) {
  if (!loaded.has(address)) {
    loaded.set(address, new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = () => reject(new Error(address));
      document.head.append(script);
    }));
  }
  return loaded.get(address);
}

async function libraries(kind) {
  const names = JSON.parse(document.querySelector("meta[name=libraries]").content)[kind];
  for (const name of names) {
    if (/\.css(\?|$)/.test(name)) {
      if (!document.querySelector(`link[href="${name}"]`)) {
        const link = document.createElement("link");
        link.rel = "stylesheet";
        link.href = name;
        document.head.append(link);
      }
    } else await load(name);
  }
}

const colour = (name, otherwise) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim() || otherwise;

// Cytoscape adds an inline style sheet, which our policy forbids and app.css makes needless, unless this id is there.
const OWN_SHEET = "__________cytoscape_stylesheet";
const KINDS = ["person", "organization", "cooperative", "post", "award", "category", "conferral", "event", "document", "place", "unit"];
const LEGIBLE = 70;
const SAME = { cooperative: "organization", category: "award", conferral: "award", unit: "place" };

/** Draw nodes `{id, label, kind, href}` and edges `{source, target, label, href}`; returns Cytoscape's instance. */
export async function network(element, { nodes, edges }, { centre } = {}) {
  await libraries("network");
  if (!document.getElementById(OWN_SHEET)) document.head.append(Object.assign(document.createElement("meta"), { id: OWN_SHEET }));
  const ink = colour("ink", "#222"), sheet = colour("sheet", "#fff");
  const picture = window.cytoscape({
    container: element,
    elements: {
      nodes: nodes.map((node) => ({ data: node, classes: node.kind || "" })),
      edges: edges.map((edge, number) => ({ data: { id: `e${number}`, ...edge } })),
    },
    minZoom: 0.15,
    maxZoom: 3,
    style: [
      { selector: "node", style: {
        "background-color": colour("soft", "#777"), label: "data(label)", color: ink, "font-family": "Be Vietnam Pro, sans-serif",
        "font-size": 11, "text-wrap": "wrap", "text-max-width": 130, "text-valign": "bottom", "text-margin-y": 4,
        "text-background-color": sheet, "text-background-opacity": 0.75, "text-background-padding": 2, "min-zoomed-font-size": 6,
        width: 18, height: 18 } },
      ...KINDS.map((kind) => ({ selector: `node.${kind}`, style: { "background-color": colour(SAME[kind] || kind, "#777") } })),
      { selector: "node[?centre]", style: { width: 30, height: 30, "font-size": 13, "font-weight": 600 } },
      { selector: "edge", style: {
        width: 1.5, "line-color": colour("soft", "#777"), "line-opacity": 0.45, "curve-style": "bezier", "target-arrow-shape": "triangle", "target-arrow-color": colour("soft", "#777"), "arrow-scale": 0.8,
        "font-size": 9, color: colour("soft", "#777"), "text-rotation": "autorotate", "text-background-color": sheet, "text-background-opacity": 0.9,
        "min-zoomed-font-size": 8 } },
      { selector: "edge[weight]", style: { width: "mapData(weight, 1, 20, 1.5, 8)" } },
      { selector: ".near", style: { "line-opacity": 1, "line-color": colour("accent", "#0a6"), "target-arrow-color": colour("accent", "#0a6"), label: "data(label)" } },
      { selector: ".far", style: { opacity: 0.2 } },
    ],
    layout: { name: "preset" },
  });
  picture.one("layoutstop", () => {
    spread(picture, element.clientWidth / element.clientHeight);
    picture.fit(undefined, 24);
    if (nodes.length <= LEGIBLE && picture.zoom() < 1) picture.nodes("[!centre]").style("font-size", Math.min(17, 10 / picture.zoom()));
    if (picture.zoom() > 1.4) { picture.zoom(1.4); picture.center(); }
  });
  if (centre) picture.getElementById(centre).data("centre", true);
  picture.layout({ name: "fcose", animate: false, randomize: true, nodeDimensionsIncludeLabels: true, nodeSeparation: 75, idealEdgeLength: 55, gravity: 0.6, gravityRange: 1.5, quality: nodes.length > 200 ? "draft" : "default" }).run();
  picture.on("mouseover", "node", ({ target }) => {
    picture.elements().addClass("far");
    target.closedNeighborhood().removeClass("far");
    target.connectedEdges().addClass("near");
  });
  picture.on("mouseout", "node", () => picture.elements().removeClass("far near"));
  picture.on("tap", "node, edge", ({ target }) => {
    const address = target.data("href");
    if (address) location.href = address;
  });
  return picture;
}

/** Stretch a picture in one direction until it is as wide for its height as there is room: names need width. */
function spread(picture, ratio) {
  const { w, h } = picture.nodes().boundingBox({ includeLabels: false });
  if (w < 1 || h < 1) return;
  const across = Math.min(2.5, Math.max(1, (ratio * h) / w)), down = Math.min(2.5, Math.max(1, w / (ratio * h)));
  picture.nodes().positions((node) => ({ x: node.position("x") * across, y: node.position("y") * down }));
}

/** Show a map of provinces. `rows` give a value by unit (`2025-07-01/province/24` or an IRI that ends so). */
export async function map(element, rows, { shapes, href, number = String } = {}) {
  await libraries("map");
  const L = window.L;
  const values = new Map();
  for (const { unit, value } of rows) {
    const found = /(\d{4}-\d{2}-\d{2}\/province\/\d+)/.exec(unit);
    if (found) values.set(found[1], (values.get(found[1]) || 0) + value);
  }
  const most = Math.max(1, ...values.values());
  const drawn = await (await fetch(shapes)).json();
  const view = L.map(element, { attributionControl: false, zoomSnap: 0.25, scrollWheelZoom: false, zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches });
  const style = ({ id }) => {
    const value = values.get(id);
    return { color: colour("line", "#ccc"), weight: 1, fillColor: value ? colour("accent", "#0a6") : colour("wash", "#eee"), fillOpacity: value ? 0.25 + 0.65 * (value / most) : 1 };
  };
  const layer = L.geoJSON(drawn, {
    style,
    pointToLayer: (feature, place) => L.circleMarker(place, { radius: 5, ...style(feature) }),
    onEachFeature: (feature, shape) => {
      const value = values.get(feature.id);
      const label = document.createElement("span");
      label.textContent = value === undefined ? feature.properties.name : `${feature.properties.name}: ${number(value)}`;
      shape.bindTooltip(label, { sticky: true });
      if (href) shape.on("click", () => { location.href = href(feature.id); });
    },
  }).addTo(view);
  const marked = layer.getLayers().filter(({ feature }) => values.has(feature.id) && feature.geometry.type !== "Point");
  view.fitBounds(L.latLngBounds([[8.3, 102.1], [23.5, 109.6]]));
  if (marked.length === 1) view.fitBounds(marked[0].getBounds().pad(2.2));
  return view;
}

/** Return the API's neighbourhood as nodes and edges of a picture. */
function drawn({ nodes, links }) {
  const named = JSON.parse(document.getElementById("relation-kinds")?.textContent || "{}");
  return {
    nodes: nodes.map(({ iri, key, label, kind }) => ({ id: iri, label, kind, href: key && `/page/${key}` })),
    edges: links.map(({ left, right, kinds, number }) => ({ source: left, target: right, weight: number, label: kinds.map((kind) => named[kind] || kind).join(", ") })),
  };
}

async function begin(element) {
  const failed = (error) => {
    element.textContent = element.dataset.failed || String(error);
    element.classList.add("empty");
    element.removeAttribute("aria-busy");
  };
  try {
    element.setAttribute("aria-busy", "true");
    if (element.dataset.graph) {
      await network(element, JSON.parse(document.getElementById(element.dataset.graph).textContent));
    } else if (element.dataset.network) {
      const answer = await fetch(element.dataset.network, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.statusText);
      const found = await answer.json();
      await network(element, drawn(found), { centre: found.root });
    } else {
      const rows = JSON.parse(element.dataset.map);
      await map(element, rows, { shapes: element.dataset.shapes, href: element.dataset.href ? (unit) => element.dataset.href.replace("UNIT", encodeURIComponent(unit)) : undefined });
    }
    element.removeAttribute("aria-busy");
    element.dataset.drawn = "yes";
  } catch (error) { failed(error); }
}

const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting) {
      seen.unobserve(target);
      begin(target);
    }
  }
}, { rootMargin: "200px" });

for (const element of document.querySelectorAll("[data-network], [data-graph], [data-map]")) {
  element.closest("[hidden]")?.removeAttribute("hidden");
  seen.observe(element);
}
