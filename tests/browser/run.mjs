// Opens HTML reports in Chromium: `node run.mjs DAEJO CORPUS`. What is looked at: that nothing is asked for or
// obeyed, that axe finds no violation (Korean and English, light and dark, wide and 360 px), that the filter,
// the keys, the baseline and the print style work, how long a report of 2,000 articles takes to open, and that it
// scrolls as smoothly as text does.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

const [daejo, corpus] = process.argv.slice(2).map((path) => resolve(path));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "daejo-browser-"));
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** The report on `paths`, as the address of a file. */
function report(name, paths, ...options) {
  const file = join(folder, `${name}.html`);
  const run = spawnSync(daejo, ["check", ...paths, "-f", "html", "-o", file, ...options], { encoding: "utf8" });
  assert.equal(run.status, 1, run.stderr);
  return pathToFileURL(file).href;
}

/** Opens a page and holds it to what every report keeps: nothing is fetched, nothing goes wrong. */
async function open(browser, address, options = {}) {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.wrong = [];
  page.on("request", (request) => request.url().split("#")[0] === address.split("#")[0] || request.url().startsWith("blob:") || page.wrong.push(`asks for ${request.url()}`));
  page.on("console", (message) => message.type() === "error" && page.wrong.push(message.text()));
  page.on("pageerror", (error) => page.wrong.push(String(error)));
  page.on("dialog", (dialog) => { page.wrong.push(`opens a dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(address);
  return page;
}

/** Everything that the page holds is there, not only what is in sight. */
const unfolded = (page) => page.waitForFunction(() => !document.querySelector("main noscript"), null, { timeout: 120000 });

async function close(page) {
  assert.deepEqual(page.wrong, []);
  await page.context().close();
}

async function accessible(browser, address, colorScheme, width) {
  const page = await open(browser, address, { colorScheme, viewport: { width, height: 800 } });
  await unfolded(page);
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    for (const lazy of document.querySelectorAll(".stack, .pack, article, .table")) lazy.style.contentVisibility = "visible";
  });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= width, `${wide} columns of ${width}`);
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => window.axe.run());
  assert.ok(passes.length > 20, "axe has looked at the page");
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html} ${v.nodes[0].failureSummary}`), []);
  await close(page);
}

async function usable(browser, address) {
  const page = await open(browser, address);
  await unfolded(page);
  const left = () => page.locator(".finding:visible").count();
  const all = await left();
  assert.match(await page.locator(".finding").first().innerText(), /(-conflict|-mismatch|quote-altered|quote-misattributed)/);

  for (const part of [".sides figure + figure", ".value", ".notes", ".timeline", ".waterfall", ".story", "#articles mark"]) {
    assert.ok((await page.locator(part).count()) > 0, `there is ${part}`);
  }

  for (const name of ["severity", "code", "source", "speaker", "unit"]) {
    await page.selectOption(`[name=${name}]`, { index: 1 });
    await page.waitForFunction((name) => location.hash.includes(`${name}=`), name);
    assert.equal(await page.locator("#shown").innerText(), `${await left()} / ${all}`, name);
    const entries = await page.locator("[data-facets]:visible").count();
    assert.ok(entries > 0 && entries < (await page.locator("[data-facets]").count()), `${name} leaves ${entries}`);
    await page.locator("[type=reset]").click();
    await page.waitForFunction(() => !location.hash.includes("="));
  }

  await page.selectOption("[name=code]", "value-conflict");
  await page.waitForFunction(() => location.hash.includes("code=value-conflict"));
  const some = await left();
  assert.ok(some > 0 && some < all, `${some} of ${all}`);
  await page.reload();
  assert.equal(await left(), some, "the address keeps the filter");

  await page.keyboard.press("j");
  const first = await page.evaluate(() => document.activeElement.id);
  await page.keyboard.press("j");
  const second = await page.evaluate(() => document.activeElement.id);
  assert.notEqual(first, second);
  await page.keyboard.press("k");
  assert.equal(await page.evaluate(() => document.activeElement.id), first);
  assert.ok(new URL(page.url()).hash.includes(`at=${first}`));

  await page.locator(`[id="${first}"] figcaption a`).first().click();
  assert.match(await page.evaluate(() => document.activeElement.id), /^c-/, "a finding leads to its sentence");

  const finding = page.locator(`[id="${first}"]`);
  await finding.locator(".accept summary").click();
  await finding.locator(".accept [name=reason]").fill('정정 "예정"');
  await finding.locator(".accept [name=until]").fill("2027-01-31");
  await finding.locator(".accept form button").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#download")]);
  const baseline = join(folder, "baseline.toml");
  await download.saveAs(baseline);
  const text = readFileSync(baseline, "utf8");
  assert.ok(text.includes(`fingerprint = "${first.slice(2)}"`) && text.includes('reason = "정정 \\"예정\\""') && text.includes("until = 2027-01-31"), text);
  accepts(baseline, first.slice(2));
  await page.locator("[type=reset]").click();
  await page.waitForFunction((all) => [...document.querySelectorAll(".finding")].filter((f) => !f.hidden).length === all, all);
  await page.locator("[name=text]").fill("아무 데도 없는 말");
  await page.waitForFunction(() => document.getElementById("shown").textContent.startsWith("0 "));
  await close(page);

  const marks = await open(browser, address, { javaScriptEnabled: false });
  assert.equal(await marks.locator(".finding").count(), all, "without scripts everything is there");
  assert.ok((await marks.locator("mark.found").count()) > 0 && (await marks.locator(".tick").count()) > 0);
  await close(marks);
}

/** The baseline that the page gave is one: daejo takes it, and it accepts that finding. */
function accepts(baseline, fingerprint) {
  const run = spawnSync(daejo, ["check", corpus, "-f", "jsonl", "--baseline", baseline], { encoding: "utf8", maxBuffer: 1 << 28 });
  const findings = run.stdout.trim().split("\n").map((line) => JSON.parse(line));
  const accepted = findings.filter((finding) => finding.accepted).map((finding) => finding.fingerprint);
  assert.deepEqual(accepted, [fingerprint], run.stderr);
}

/** On paper: black on white, all that was found, and nothing to click. */
async function printable(browser, address) {
  const page = await open(browser, address, { colorScheme: "dark" });
  await unfolded(page);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".finding:visible").count(), await page.locator(".finding").count());
  assert.equal(await page.locator("search:visible, nav:visible, button:visible, .accept:visible").count(), 0);
  const colours = await page.evaluate(() => {
    const paper = getComputedStyle(document.documentElement).colorScheme;
    const broken = [...document.querySelectorAll(".finding")].filter((f) => getComputedStyle(f).breakInside !== "avoid");
    return [paper, broken.length];
  });
  assert.deepEqual(colours, ["light", 0]);
  const pdf = await page.pdf({ format: "A4" });
  assert.ok(pdf.subarray(0, 5).toString() === "%PDF-" && pdf.length > 10000);
  await close(page);
}

/** Articles that try to be obeyed. */
async function harmless(browser) {
  const evil = `<script>alert(1)</script><img src=x onerror=alert(2)>"><svg onload=alert(3)></textarea></style></title>{{7*7}}\u202e\u0000\u001b[31m`;
  const article = (id, sum) => JSON.stringify({ id: `${id}${evil}`, title: `${evil} ${sum}`, outlet: `${evil}`, url: `javascript:alert(4)//`, published: "2024-05-07", body: `${evil} 가람시는 저류조 공사비로 ${sum}을 썼다. 윤 구청장은 “${evil} 물길부터”라고 말했다.` });
  const file = join(folder, "evil.jsonl");
  writeFileSync(file, `${article("a", "320억 원")}\n${article("b", "3200억 원")}\n`);
  const page = await open(browser, report("evil", [file]));
  assert.ok((await page.locator("h3").first().innerText()).length > 0);
  assert.equal(await page.locator("img, main svg[onload], a[href^=javascript], main script").count(), 0);
  assert.ok((await page.locator("body").innerText()).includes("<script>alert(1)</script>"), "it is shown as it was written");
  await page.waitForTimeout(200);
  await close(page);
}

/** How long until the page is painted, in ms. */
const painted = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => {
  const { loadEventEnd } = performance.getEntriesByType("navigation")[0];
  const painted = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? performance.now();
  done(Math.round(Math.max(loadEventEnd, painted)));
}))));

/** A page as high as another one that holds text and nothing else: what this machine scrolls best. */
async function plain(browser, height) {
  const file = join(folder, "plain.html");
  const lines = (first) => Array.from({ length: 10 }, (_, line) => `${first + line} 주민들은 물길이 살아나기를 바랐다.`).join("<br>");
  const paragraphs = Array.from({ length: Math.ceil(height / 200) }, (_, number) => `<p>${lines(number * 10)}</p>`);
  writeFileSync(file, `<!doctype html><meta charset="utf-8"><title>text</title>${paragraphs.join("\n")}`);
  return open(browser, pathToFileURL(file).href);
}

/** How far a page is scrolled in a row, by frames of so many pixels. */
const FRAMES = 100;
const STEP = 400;

/** A browser may forget a page that was behind another one: so long it is waited for a frame, in ms, and so often asked anew. */
const PATIENCE = 5000;
const ATTEMPTS = 5;

/** The times between frames while a page is scrolled from a place, in ms. */
async function frames(page, place) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    await page.bringToFront();
    const times = await page.evaluate(async ([top, frames, step, patience]) => {
      const times = [];
      const next = () => new Promise((done) => {
        requestAnimationFrame(done);
        setTimeout(done, patience);
      });
      scrollTo({ top, behavior: "instant" });
      let last = await next();
      for (let count = 0; count < frames && last !== undefined; count += 1) {
        scrollBy({ top: step, behavior: "instant" });
        const now = await next();
        times.push(now - last);
        last = now;
      }
      return last === undefined ? undefined : times;
    }, [place, FRAMES, STEP, PATIENCE]);
    if (times) return times;
  }
  throw new Error("the browser draws no frames");
}

/** How smoothly a page scrolls: times between frames, and processor time of its main thread for one, in ms. */
async function scrolled(page, place) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const worked = async () => (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  const before = await worked();
  const times = (await frames(page, place)).sort((a, b) => a - b);
  const work = (await worked() - before) / times.length;
  await session.detach();
  return { work, median: times[Math.floor(times.length / 2)], most: times[Math.floor(times.length * 0.95)] };
}

/** The best of three, every time where nothing has been in sight. */
async function best(page, place) {
  const found = [];
  for (let time = 0; time < 3; time += 1) found.push(await scrolled(page, place + time * FRAMES * STEP));
  return Object.fromEntries(["work", "median", "most"].map((key) => [key, Math.min(...found.map((run) => run[key]))]));
}

/**
 * Each section scrolls like a page of nothing but text, in the same browser at the same time. What else a machine does
 * delays frames; the work for them stays.
 */
async function smooth(browser, page) {
  const sections = await page.evaluate(() => [...document.querySelectorAll("main > section")]
    .map((section) => [section.id, section.getBoundingClientRect().top + scrollY]));
  const text = await plain(browser, await page.evaluate(() => document.documentElement.scrollHeight));
  const told = ({ work, median, most }) => `every ${median.toFixed(1)} ms, 95% within ${most.toFixed(1)} ms, ${work.toFixed(1)} ms of work for each`;
  for (const [name, place] of sections) {
    const report = await best(page, place);
    const other = await best(text, place);
    console.log(`frames while ${name} are scrolled: ${told(report)}; while text is: ${told(other)}`);
    assert.ok(report.median < 2.5 * other.median, "frames come like those of text");
    assert.ok(report.work < 4.5 * other.work, "frames are not much more work than those of text");
  }
  await close(text);
}

/** How long until a filter of the report has been applied and is seen, in ms. */
const filtered = (page) => page.evaluate(() => new Promise((done) => {
  const start = performance.now();
  const select = document.querySelector("[name=code]");
  select.value = "value-conflict";
  select.form.dispatchEvent(new Event("input", { bubbles: true }));
  setTimeout(() => requestAnimationFrame(() => setTimeout(() => done(Math.round(performance.now() - start)))), 130);
}));

/** How fast a report of 2,000 articles is. */
async function fast(browser) {
  const file = join(folder, "large.jsonl");
  const generator = fileURLToPath(new URL("generate.mjs", import.meta.url));
  writeFileSync(file, execFileSync("node", [generator, "2000"], { maxBuffer: 1 << 28 }));
  const address = report("large", [file], "--group-by", "topic");
  const opened = [];
  let page;
  for (let time = 0; time < 3; time += 1) {
    if (page) await close(page);
    page = await open(browser, address);
    opened.push(await painted(page));
  }
  await unfolded(page);
  const parts = ["#articles article", "#articles mark", ".finding", "*"];
  const [articles, marks, findings, elements] = await page.evaluate((parts) => parts.map((part) => document.querySelectorAll(part).length), parts);
  console.log(`${articles} articles, ${marks} claims, ${findings} findings, ${elements} elements: opened in ${opened.join(", ")} ms`);
  assert.ok(articles === 2000 && marks >= 20000, `${articles} articles, ${marks} claims`);
  await smooth(browser, page);
  console.log(`filtered in ${await filtered(page)} ms`);
  await close(page);
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ARGUMENTS });
try {
  const korean = report("korean", [corpus], "--lang", "ko");
  await usable(browser, korean);
  const english = report("english", [corpus], "--lang", "en");
  await accessible(browser, korean, "light", 1280);
  await accessible(browser, korean, "dark", 360);
  await accessible(browser, english, "dark", 1280);
  await accessible(browser, english, "light", 360);
  await printable(browser, korean);
  await harmless(browser);
  await fast(browser);
  console.log("all as it should be");
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
