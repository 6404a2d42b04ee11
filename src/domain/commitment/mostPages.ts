/** Pages of a file that is looked at. A letter has three; of empty lines, as long as the forms allow, it has fewer than 250. */
export const MOST_PAGES = 500;
