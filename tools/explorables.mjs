import { enter } from './enter.mjs'

enter(() => import('./commands/explorables.mjs'))
