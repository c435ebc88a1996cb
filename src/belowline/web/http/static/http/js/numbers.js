// Numbers as the server prints them: thousands apart as the page's language does, in Latin figures.
const format = new Intl.NumberFormat(`${document.documentElement.lang}-u-nu-latn`);

export const figure = (number) => format.format(number);
