import { route, type Route } from '../../http/operation.ts';
import type { PeopleService } from './people.service.ts';

export const peopleRoutes = (people: PeopleService): Route[] => [
  route('getMe', ({ principal }) => people.me(principal.accountId)),
];
