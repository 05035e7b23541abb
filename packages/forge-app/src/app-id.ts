/** Keeps an app the app it is: `forge register` writes its id into the manifest, and rendering again must not lose it. */

/** What a manifest says before `forge register` has run. */
export const unregisteredAppId = 'ari:cloud:ecosystem::app/00000000-0000-4000-8000-000000000000';

const form = /ari:cloud:ecosystem::app\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/iu;

/** Whether this is the id of a Forge app. */
export function isAppId(text: string): boolean {
  return form.exec(text)?.[0] === text;
}

/** The id in a manifest that was rendered, and perhaps registered, before; undefined where there is none. */
export function appIdIn(manifest: string): string | undefined {
  const [, app = ''] = /^app:[^\n]*\n((?:[ \t#][^\n]*\n|\n)*)/mu.exec(manifest) ?? [];
  return form.exec(app)?.[0];
}
