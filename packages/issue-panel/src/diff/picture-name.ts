/** Which files are pictures that browsers show, by their names. */

const endings = /\.(?:png|jpe?g|gif|webp|avif|svg|ico)$/iu;

export function isPicture(path: string): boolean {
  return endings.test(path);
}
