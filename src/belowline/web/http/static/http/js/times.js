// Times as one speaks of them: "4 min. ago", and the date once it is more than a week.
const { lang } = document.documentElement;
const STEPS = [[60, "second"], [60, "minute"], [24, "hour"], [7, "day"]];

export function relativeTime(zone) {
  const relative = new Intl.RelativeTimeFormat(`${lang}-u-nu-latn`, { numeric: "auto", style: "short" });
  const date = new Intl.DateTimeFormat(`${lang}-u-nu-latn`, { dateStyle: "medium", timeZone: zone });
  return (moment) => {
    let ago = Math.max(0, Date.now() - moment) / 1000;
    for (const [most, unit] of STEPS) {
      if (ago < most) return relative.format(-Math.floor(ago), unit);
      ago /= most;
    }
    return date.format(moment);
  };
}
