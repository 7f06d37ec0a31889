// Interactive charts: each reads its numbers from the JSON block beside it, which is also what its table shows.
// Colours come from the page's tokens, so light and dark are one theme.
"use strict";
(() => {
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(`--${name}`).trim();
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const color = { core: token("core"), key: token("key"), qualified: token("qualified"), restricted: token("restricted"), none: token("none") };
  const text = { color: token("text-2"), fontFamily: style.getPropertyValue("--font"), fontSize: 12 };
  const line = { lineStyle: { color: token("border") } };
  const axis = { axisLine: { lineStyle: { color: token("border-strong") } }, axisTick: { show: false }, axisLabel: text, splitLine: line, nameTextStyle: text };
  const base = {
    animation: !isStill, animationDuration: 180, textStyle: text, aria: { enabled: true, decal: { show: false } },
    tooltip: { renderMode: "richText", backgroundColor: token("bg"), borderColor: token("border"), textStyle: { ...text, color: token("text") }, confine: true },
    grid: { left: 8, right: 24, top: 24, bottom: 8, containLabel: true },
  };

  // One builder for each kind of chart; `data` is the JSON block.
  const kinds = {
    // Points over time with centre line and limits; points that break a rule carry its number.
    control: (data) => ({
      xAxis: { type: "category", data: data.points.map((point) => point.label), ...axis },
      yAxis: { type: "value", scale: true, name: data.unit, ...axis },
      grid: { ...base.grid, top: 32, right: 72 },
      tooltip: { ...base.tooltip, trigger: "axis" },
      series: [
        { type: "line", name: data.name, data: data.points.map((point) => ({ value: point.value, symbolSize: point.rule ? 11 : 6, symbol: point.rule ? "diamond" : "circle", itemStyle: { color: token(point.rule ? "bad" : "accent") }, label: { show: !!point.rule, formatter: point.rule ? `${point.rule}` : "", position: "top", color: token("bad") } })), lineStyle: { color: token("accent"), width: 1.5 }, connectNulls: false,
          markLine: { symbol: "none", silent: true, label: { ...text, formatter: "{b}" }, data: (data.lines ?? []).map((one) => ({ yAxis: one.value, name: one.name, lineStyle: { type: one.kind === "limit" ? "dotted" : one.kind === "target" ? "dashed" : "solid", color: token(one.kind === "target" ? "good" : "text-3") } })) } },
        ...(data.limits ?? []).map((limit) => ({ type: "line", step: "middle", name: limit.name, data: limit.values, symbol: "none", lineStyle: { type: "dotted", color: token("text-3"), width: 1.5 } })),
      ],
    }),
    // From where to where suppliers moved.
    sankey: (data) => ({
      tooltip: { ...base.tooltip, trigger: "item" },
      series: [{ type: "sankey", left: 8, right: 120, top: 8, bottom: 8, nodeGap: 12, draggable: false, data: data.nodes.map((node) => ({ name: node.name, depth: node.depth, label: { formatter: node.label ?? node.name }, itemStyle: { color: color[node.level] ?? token("text-3") } })),
        links: data.links.map((link) => ({ ...link, lineStyle: { color: token(link.kind === "up" ? "up" : link.kind === "down" ? "down" : "border-strong"), opacity: link.kind === "same" ? 0.18 : 0.5 } })), label: { ...text, color: token("text") } }],
    }),
    // Ranks over periods; rank 1 on top.
    bump: (data) => ({
      xAxis: { type: "category", data: data.periods, boundaryGap: false, ...axis },
      yAxis: { type: "value", inverse: true, min: 1, max: data.max, ...axis },
      grid: { ...base.grid, right: innerWidth > 720 ? 220 : 90 },
      tooltip: { ...base.tooltip, trigger: "item" },
      series: data.series.map((one, at) => ({ type: "line", name: one.name, data: one.ranks, z: one.isShown ? 3 : 2,
        markLine: at || !data.lines ? undefined : { symbol: "none", silent: true, label: { ...text, formatter: "{b}", position: "insideStartTop", backgroundColor: token("bg"), padding: [1, 4] }, data: data.lines.map((mark) => ({ yAxis: mark.value, name: mark.name, lineStyle: { type: "dashed", color: token("text-3") } })) }, symbol: one.isShown ? "circle" : "none", symbolSize: 7, connectNulls: false, emphasis: { focus: "series" }, labelLayout: { moveOverlap: "shiftY" }, lineStyle: { width: one.isShown ? 2 : 1, color: one.isShown ? color[one.level] ?? token("accent") : token("border-strong") }, itemStyle: { color: one.isShown ? color[one.level] ?? token("accent") : token("border-strong") }, endLabel: { show: one.isShown, formatter: one.name, ...text } })),
    }),
    // Suppliers or categories by supply risk and profit impact; bubbles grow with spend.
    scatter: (data) => ({
      xAxis: { type: "value", name: data.x, min: 0, max: 100, nameLocation: "middle", nameGap: 28, ...axis },
      yAxis: { type: "value", name: data.y, min: 0, max: 100, ...axis },
      grid: { ...base.grid, top: 36, bottom: 36 },
      tooltip: { ...base.tooltip, formatter: (point) => point.data.hover },
      series: [{ type: "scatter", data: data.points.map((point) => ({ value: [point.x, point.y], name: point.name, hover: point.hover, href: point.href, symbol: { core: "diamond", key: "circle", qualified: "rect", restricted: "triangle" }[point.level] ?? (point.level ? "emptyCircle" : "circle"), symbolSize: point.size, symbolRotate: point.level === "restricted" ? 180 : 0, itemStyle: { color: point.level ? color[point.level] ?? token("none") : `${token("accent")}90`, borderColor: token("accent"), borderWidth: point.level ? 0 : 1 }, label: { show: point.isLabelled, formatter: point.name, position: "right", ...text } })), labelLayout: { hideOverlap: true },
        markLine: { symbol: "none", silent: true, label: { show: false }, lineStyle: { color: token("border-strong"), type: "solid" }, data: [{ xAxis: 50 }, { yAxis: 50 }] },
        markArea: { silent: true, itemStyle: { color: "transparent" }, label: { ...text, color: token("text-3") }, data: (data.quadrants ?? []).map((one) => [{ name: one.name, coord: one.from, label: { position: one.at } }, { coord: one.to }]) } }],
    }),
    // One or more lines over periods, with level boundaries or targets behind.
    lines: (data) => ({
      xAxis: { type: "category", data: data.labels, ...axis },
      yAxis: { type: "value", scale: true, name: data.unit, ...axis },
      tooltip: { ...base.tooltip, trigger: "axis" },
      series: data.series.map((one, at) => ({ type: "line", name: one.name, data: one.values, connectNulls: false, symbolSize: 6, lineStyle: { width: at ? 1.5 : 2, type: one.isDashed ? "dashed" : "solid", color: token(at ? "text-3" : "accent") }, itemStyle: { color: token(at ? "text-3" : "accent") },
        markLine: at ? undefined : { symbol: "none", silent: true, label: { ...text, formatter: "{b}" }, data: (data.lines ?? []).map((mark) => ({ yAxis: mark.value, name: mark.name, lineStyle: { type: "dashed", color: token("text-3") } })) } })),
    }),
  };

  for (const box of document.querySelectorAll("[data-chart]")) {
    const source = document.getElementById(box.dataset.source);
    if (!source || !window.echarts || !kinds[box.dataset.chart]) continue;
    const data = JSON.parse(source.textContent);
    box.hidden = false;
    const chart = echarts.init(box, null, { renderer: "svg" });
    chart.setOption({ ...base, ...kinds[box.dataset.chart](data) });
    // The picture as a file, with the page behind it.
    if (box.dataset.save) {
      const save = document.createElement("button");
      save.type = "button";
      save.className = "chart-save";
      save.textContent = box.dataset.save;
      save.addEventListener("click", () => {
        const link = document.createElement("a");
        link.href = chart.getDataURL({ type: "svg", backgroundColor: token("bg") });
        link.download = `gradus-${box.closest("figure").id}.svg`;
        link.click();
      });
      box.after(save);
    }
    chart.on("click", (event) => { if (event.data?.href) location.assign(event.data.href); });
    new ResizeObserver(() => chart.resize()).observe(box);
    // Points can be stepped through by the arrow keys.
    let at = -1;
    box.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const count = chart.getOption().series[0].data.length;
      at = (at + step + count) % count;
      chart.dispatchAction({ type: "showTip", seriesIndex: 0, dataIndex: at });
    });
  }
})();
