/**
 * The site is plain files. The base path is a mark that scripts/finish.mjs replaces by paths relative to each page, so that
 * one build works at any address; a development server has no base path.
 */
const development = process.env.NODE_ENV === 'development';

/** @type {import('next').NextConfig} */
const config = {
  output: 'export',
  trailingSlash: true,
  reactStrictMode: true,
  images: { unoptimized: true },
  // Pages run their lesson's programs; on a busy machine that takes its time.
  staticPageGenerationTimeout: 900,
  basePath: development ? '' : '/__trapdoor__',
  devIndicators: false,
  // `npm test` checks the types of everything; the build need not do it again.
  typescript: { ignoreBuildErrors: true },
};

export default config;
