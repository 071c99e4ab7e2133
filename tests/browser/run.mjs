// Opens HTML reports in Chromium: `node run.mjs DAEJO CORPUS`. What is looked at: that nothing is asked for or
// obeyed, that axe finds no violation (Korean and English, light and dark, wide and 360 px), that the filter,
// the keys, the baseline and the print style work, and how long a report of 2,000 articles takes to open and to scroll.
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
const unfolded = (page) => page.waitForFunction(() => !document.querySelector("main noscript"));

async function close(page) {
  assert.deepEqual(page.wrong, []);
  await page.context().close();
}

async function accessible(browser, address, colorScheme, width) {
  const page = await open(browser, address, { colorScheme, viewport: { width, height: 800 } });
  await unfolded(page);
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    for (const lazy of document.querySelectorAll(".pack, article, .table")) lazy.style.contentVisibility = "visible";
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

/** How long until a large report is painted, and the times between frames while it is scrolled, in ms. */
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
    opened.push(await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => {
      const { loadEventEnd } = performance.getEntriesByType("navigation")[0];
      const painted = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? performance.now();
      done(Math.round(Math.max(loadEventEnd, painted)));
    })))));
  }
  const frames = await page.evaluate(() => new Promise((done) => {
    const times = [];
    let last = performance.now();
    const step = (now) => {
      times.push(now - last);
      last = now;
      scrollBy({ top: 400, behavior: "instant" });
      if (times.length < 200) requestAnimationFrame(step); else done(times.slice(1).sort((a, b) => a - b));
    };
    requestAnimationFrame(step);
  }));
  await unfolded(page);
  const counts = await page.evaluate(() => ["#articles article", "#articles mark", ".finding", "*"].map((s) => document.querySelectorAll(s).length));
  const filtered = await page.evaluate(() => new Promise((done) => {
    const start = performance.now();
    const select = document.querySelector("[name=code]");
    select.value = "value-conflict";
    select.form.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => requestAnimationFrame(() => setTimeout(() => done(Math.round(performance.now() - start)))), 130);
  }));
  await close(page);
  const [articles, marks, findings, elements] = counts;
  const at = (share) => Math.round(frames[Math.floor(frames.length * share)]);
  console.log(`${articles} articles, ${marks} claims, ${findings} findings, ${elements} elements: opened in ${opened.join(", ")} ms; frames while scrolling: median ${at(0.5)} ms, 95% within ${at(0.95)} ms; filtered in ${filtered} ms`);
  assert.ok(articles === 2000 && marks >= 20000, `${articles} articles, ${marks} claims`);
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
