/** Where a chart of few rows carries its data, so that a stored one can still be exported as CSV. */
export const DATA_ATTRIBUTE = 'data-chart';
