// Takes in what changed, every two seconds while anybody looks.
"use strict";

const silent = document.getElementById("silent");

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch("/_sim");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.getElementById("live").replaceWith(document.adoptNode(page.getElementById("live")));
    silent.hidden = true;
  } catch {
    silent.hidden = false;
  }
}

document.getElementById("show").addEventListener("click", async (event) => {
  event.preventDefault();
  const place = document.getElementById("credentials");
  if (place.textContent) {
    place.textContent = "";
    event.target.textContent = "Show";
  } else {
    place.textContent = await (await fetch("/_sim/credentials")).text();
    event.target.textContent = "Hide";
  }
});

setInterval(refresh, 2000);
