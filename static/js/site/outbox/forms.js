// Answers are posted by forms (data-keep). One that doesn't arrive is kept as the form would have sent
// it, and graded when it does; the form says so meanwhile.
import htmx from "htmx.org/dist/htmx.esm.js";
import { csrfToken } from "../csrf.js";
import { learnerOfPage, ofLearner } from "../learner.js";
import { FORM, mayPass } from "./deliver.js";
import { forget } from "./kept.js";
import { send, waiting } from "./outbox.js";

const KEPT =
  "Not checked yet. Your answer is kept, and checked as soon as the site can be reached.";
const FIELDS = "input:not([type=hidden]), textarea, select";

/** Posts name who they are for, and bring today's token: a form may be older than the sign-in. */
function prepare({ detail }) {
  if (detail.verb !== "post") return;
  detail.formData.delete("csrfmiddlewaretoken");
  detail.headers["X-CSRFToken"] = csrfToken();
  Object.assign(detail.headers, ofLearner());
}

/** Whether an answer was given, by a field or by the button that was pressed. */
function saysSomething(form, data) {
  if (!form.querySelector(FIELDS)) return true; // nothing is to be filled in
  const hidden = [...form.querySelectorAll("input[type=hidden]")].map(({ name }) => name);
  return [...data].some(([name, value]) => value && !hidden.includes(name));
}

/** What an answer is kept as: the latest to its question, for each learner of this browser. */
function nameOf(path, who = learnerOfPage()) {
  return who + path;
}

/** Keep an answer that failed for now. Returns whether it is one that can be kept. */
export function keepAnswer({ detail: { elt, requestConfig, xhr } }) {
  const { formData: data, path } = requestConfig;
  const canBe = elt.matches?.("form[data-keep]") && mayPass(xhr.status) && !data.has("reveal");
  if (!canBe || !saysSomething(elt, data)) return false;
  const body = new URLSearchParams([...data]).toString();
  note(elt);
  const target = elt.getAttribute("hx-target");
  send({ name: nameOf(path), url: path, type: FORM, body, target });
  return true;
}

function note(form) {
  if (form.querySelector(".quiz-kept")) return;
  const line = document.createElement("p");
  line.className = "quiz-kept";
  line.setAttribute("role", "status");
  form.append(line);
  line.textContent = KEPT;
}

/** An answer that was kept has been taken: what the site says of it takes the form's place. */
function show({ detail }) {
  const { fact, html } = detail ?? {};
  const target = fact?.target && document.querySelector(fact.target);
  if (!target) return;
  const options = { contextElement: target.parentElement };
  htmx.swap(target, html, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 20 }, options);
}

/** The page was opened anew: its forms say again what is kept, and show it. */
function restore() {
  for (const { target, url, body } of waiting()) {
    const form = target && document.querySelector(`form[action="${CSS.escape(url)}"]`);
    if (!form) continue;
    const data = new URLSearchParams(body);
    for (const field of form.querySelectorAll(FIELDS)) {
      if (/checkbox|radio/.test(field.type)) {
        field.checked = data.getAll(field.name).includes(field.value);
      } else if (data.has(field.name)) field.value = data.get(field.name);
    }
    note(form);
  }
}

/** An answer to the same question got through: that is what the learner says now. */
function replaced({ detail }) {
  const { successful, requestConfig } = detail;
  if (!successful || requestConfig?.verb !== "post") return;
  for (const who of [learnerOfPage(), ""]) forget({ name: nameOf(requestConfig.path, who) });
  document.dispatchEvent(new Event("outbox"));
}

export function bindAnswers() {
  document.addEventListener("htmx:configRequest", prepare);
  document.addEventListener("htmx:afterRequest", replaced);
  document.addEventListener("fact-kept", show);
  restore();
}
