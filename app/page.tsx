import { Bar } from './shell/Bar';
export default function Home() { return <Bar root="" />; }
