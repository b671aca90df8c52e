/** Links and forms become visits: requests to the app whose answer is the next page. */
export function links(page) {
  const elsewhere = (address) => page.send({ elsewhere: String(address) });
  const visit = (method, url, more) =>
    page.send({ visit: { method, path: url.pathname + url.search, hash: url.hash, ...more } });

  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href], area[href]");
    if (!link || event.defaultPrevented || event.button !== 0) return;
    const address = link.getAttribute("href").trim();
    if (/^(data|blob|mailto|tel):/i.test(address)) return;
    event.preventDefault();
    if (/^javascript:/i.test(address)) {
      // biome-ignore lint/security/noGlobalEval: that is what such a link asks of a browser
      return void window.eval(decodeURIComponent(address.slice(address.indexOf(":") + 1)));
    }
    page.go(address, { script: false });
  });

  const read = (file) =>
    new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(String(reader.result).split(",")[1] ?? "");
      reader.onerror = () => resolve("");
      reader.readAsDataURL(file);
    });

  const submit = async (form, button) => {
    // An input may be called "action" or "method" and hide the form's own property.
    const attribute = (element, name) => Element.prototype.getAttribute.call(element, name);
    const given = (name) =>
      (button && attribute(button, `form${name}`)) ?? attribute(form, name) ?? "";
    const url = page.local(given("action") || page.path);
    if (!url) return elsewhere(given("action"));
    const multipart = /multipart/i.test(given("enctype"));
    const fields = [];
    const files = [];
    for (const [name, value] of new FormData(form, button)) {
      if (typeof value === "string") fields.push([name, value]);
      else if (!multipart) fields.push([name, value.name]);
      else if (value.name) {
        const { name: filename, type } = value;
        files.push({ name, filename, type, base64: await read(value) });
      }
    }
    if (given("method").toLowerCase() === "post") return visit("POST", url, { fields, files });
    url.search = new URLSearchParams(fields);
    return visit("GET", url);
  };
  addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    submit(event.target, event.submitter);
  });
  // A script's form.submit() fires no event.
  HTMLFormElement.prototype.submit = function () {
    submit(this, null);
  };

  // A page that was opened at one of its places begins there.
  if (page.hash) addEventListener("DOMContentLoaded", () => page.reveal(page.hash));
}
