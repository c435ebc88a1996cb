// Shows what is sent to this browser while no page of the site is in view, and opens what it leads to.

self.addEventListener("push", (event) => event.waitUntil(show(event.data.json().notification)));

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(new URL(event.notification.data, self.location.origin)));
});

// A page that is in view tells it itself.
async function show({ title, navigate, ...options }) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.some((page) => page.visibilityState === "visible")) return;
  await self.registration.showNotification(title, { ...options, data: navigate });
}

async function open(address) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const same = pages.find((page) => page.url.split("#")[0] === address.href);
  await (same ? same.focus() : self.clients.openWindow(address.href));
}
