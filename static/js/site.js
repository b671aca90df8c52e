// Every page: what script adds to a page that already works without it.
import { bindQuizzes } from "./quiz/quiz.js";
import { bindContents } from "./site/contents.js";
import { bindCopyButtons } from "./site/copy.js";
import { bindDecisions } from "./site/decision.js";
import { bindForget } from "./site/forget.js";
import { whenContentArrives } from "./site/htmx.js";
import { bindMarks } from "./site/marks.js";
import { bindAnswers } from "./site/outbox/forms.js";
import { openOutbox } from "./site/outbox/outbox.js";
import { bindOutboxStatus } from "./site/outbox/status.js";
import { bindPrint } from "./site/print.js";
import { bindRail, showCurrentLesson } from "./site/rail.js";
import { bindReading, offerReading } from "./site/reading.js";
import { bindScrollers } from "./site/scrollers.js";
import { bindTerms } from "./site/terms.js";
import { bindThemeSwitch } from "./site/theme-switch.js";
import { bindZone } from "./site/zone.js";

bindThemeSwitch(document);
bindRail(document);
bindTerms(document);
if (document.documentElement.dataset.devVersion) {
  import("./site/live-reload.js").then(({ bindLiveReload }) =>
    bindLiveReload(document.documentElement),
  );
}
bindCopyButtons(document.body);
whenContentArrives(bindCopyButtons);
bindQuizzes(document);
bindDecisions();
bindForget(document); // before what is waiting is sent
bindOutboxStatus();
bindAnswers();
openOutbox();
bindMarks(document);
bindZone(document);
bindPrint(document);
offerReading(document);
// These read where things stand. With the next frame it has been worked out; now, it would be twice,
// and the scripts behind this one would have to wait for it.
requestAnimationFrame(() => {
  showCurrentLesson(document);
  bindContents(document);
  bindScrollers();
  bindReading(document);
});
