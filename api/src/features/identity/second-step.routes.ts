import { Router } from 'express';
import type { Request, Response } from 'express';

import { secondStepPage } from '../../pages/second-factor.pages.ts';
import { messagesFor, sendPage } from '../../pages/send-page.ts';
import type { SecondFactor } from '../second-factor/second-factor.service.ts';
import type { FormGuard } from './form-guard.ts';
import type { Interaction, Interactions } from './interactions.ts';
import { ownForms } from './own-forms.routes.ts';
import { sendTooOften } from './page-errors.ts';
import type { SecondStep } from './second-step.ts';
import { typedCode } from './sign-in-forms.ts';
import type { Throttle } from './throttle.ts';

export interface SecondStepDeps {
  readonly interactions: Interactions;
  readonly factors: SecondFactor;
  readonly secondStep: SecondStep;
  readonly guard: FormGuard;
  readonly throttle: Throttle;
}

/** Ends a sign-in for somebody who has proven who they are, or asks for the second code first. */
export type Pass = (
  request: Request,
  response: Response,
  interaction: Interaction,
  accountId: string,
) => Promise<void>;

export const passWith =
  ({
    interactions,
    factors,
    secondStep,
  }: Pick<SecondStepDeps, 'interactions' | 'factors' | 'secondStep'>): Pass =>
  async (request, response, interaction, accountId) => {
    if (await factors.isOn(accountId)) {
      secondStep.begin(response, interaction.uid, accountId);
      return response.redirect(303, `/interaction/${interaction.uid}/second-step`);
    }
    response.redirect(303, await interactions.signIn(request, response, interaction, accountId));
  };

/** The page that asks for the second code. */
export const secondStepRoutes = ({
  interactions,
  factors,
  secondStep,
  guard,
  throttle,
}: SecondStepDeps): Router => {
  const router = Router();

  const show = (request: Request, response: Response, uid: string, failed: boolean): void => {
    const messages = messagesFor(request);
    const csrf = guard.token(request, response);
    const error = failed ? messages.codeWrong : undefined;
    sendPage(response, secondStepPage(messages, { base: `/interaction/${uid}`, csrf, error }), {
      status: failed ? 422 : 200,
    });
  };

  router.get('/:uid/second-step', async (request, response) => {
    const { uid } = await interactions.find(request, response, request.params.uid);
    if (secondStep.accountOf(request, uid) === null) return response.redirect(303, `/interaction/${uid}`);
    show(request, response, uid, false);
  });

  router.post('/:uid/second-step', ...ownForms(guard), async (request, response) => {
    const interaction = await interactions.find(request, response, String(request.params['uid']));
    const { uid } = interaction;
    const accountId = secondStep.accountOf(request, uid);
    if (accountId === null) return response.redirect(303, `/interaction/${uid}`);
    const wait = await throttle.take('second-step', accountId, request.ip ?? '');
    if (wait > 0) return sendTooOften(request, response, wait);
    if (!(await factors.verify(accountId, typedCode(request.body))))
      return show(request, response, uid, true);
    await throttle.forgive('second-step', accountId);
    secondStep.end(response, uid);
    response.redirect(303, await interactions.signIn(request, response, interaction, accountId));
  });

  return router;
};
