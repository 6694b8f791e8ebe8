/** Red, green and blue of `#rrggbb`, 0 to 255. */
function channelsOf(hex: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
}

/** The colour at a given fraction between two others, interpolated channel by channel as Vega does. */
export function mix(from: string, to: string, share: number): string {
  const [one, other] = [channelsOf(from), channelsOf(to)];
  const mixed = one.map((channel, index) => Math.round(channel + (other[index]! - channel) * share));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

/**
 * Relative luminance, 0 for black to 1 for white.
 *
 * @see WCAG 2.2, "relative luminance"
 */
export function luminance(hex: string): number {
  const [red, green, blue] = channelsOf(hex).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** Contrast of two colours, 1 to 21, as WCAG 2.2 defines it. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

/** Black or white, whichever contrasts more: at least 4.5 : 1 on any colour. */
export function textOn(background: string): string {
  return contrast("#ffffff", background) >= contrast("#000000", background) ? "#ffffff" : "#000000";
}
