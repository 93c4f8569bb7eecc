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
  basePath: development ? '' : '/__trapdoor__',
  devIndicators: false,
  // `npm test` checks the types of everything; the build need not do it again.
  typescript: { ignoreBuildErrors: true },
};

export default config;
