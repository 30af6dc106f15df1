/** Plans as Cloudflare writes them. */
export const planInWords = (plan: string) => `${plan.charAt(0).toUpperCase()}${plan.slice(1)}`;
