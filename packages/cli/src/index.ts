/** The front door of the command line's package. */

export { addApiCommands, type ApiCommandsOptions } from './add-api-commands.ts';
