/** The name of the database stays as it is for good: another would strand every reader's notebooks. */
export const DATABASE_NAME = 'trapdoor';
