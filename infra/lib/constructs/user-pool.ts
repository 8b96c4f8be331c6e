import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  Mfa,
  OAuthScope,
  ProviderAttribute,
  StringAttribute,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolIdentityProviderFacebook,
  UserPoolIdentityProviderGoogle,
} from 'aws-cdk-lib/aws-cognito';
import type { IDependable } from 'constructs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

import type { EnvironmentConfig } from '../config.ts';
import type { Surroundings } from '../environment.ts';
import { acknowledge } from './acknowledge.ts';

export interface PeopleProps {
  readonly settings: EnvironmentConfig['identity'];
  readonly name: string;
  readonly publicUrl: string;
  readonly protect: boolean;
}

/**
 * Cognito keeps people's passwords, second factors and what Google or Facebook say about them. Sign-in pages, OAuth
 * clients and tokens are the API's own, the same everywhere; it asks Cognito as an administrator, so that the client
 * has no secret to leak and no page of Cognito is ever shown but the way to Google and Facebook.
 *
 * No triggers: accounts are made by the API, mails are sent by it, and tokens are its own, so there is nothing for a
 * function between to do.
 */
export class People extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly social: Surroundings['social'] = null;

  constructor(scope: Construct, id: string, { settings, name, publicUrl, protect }: PeopleProps) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', {
      userPoolName: name,
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      keepOriginal: { email: true },
      customAttributes: { account_id: new StringAttribute({ minLen: 1, maxLen: 64, mutable: true }) },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(1),
      },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: settings.sms },
      accountRecovery: AccountRecovery.NONE,
      deletionProtection: protect,
      removalPolicy: protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledge(this.pool, {
      COG2: 'A second factor is each person’s choice: viewers who comment have little to lose.',
      'IAM5[Resource::*]': 'A telephone is no resource; only with codes by text message.',
      COG8: 'The plan ESSENTIALS has what is used; leaked passwords are refused by the API’s own policy.',
    });
    const providers = this.#providers(settings);
    this.client = this.pool.addClient('Api', {
      generateSecret: false,
      authFlows: { adminUserPassword: true },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(5),
      idTokenValidity: Duration.minutes(5),
      refreshTokenValidity: Duration.hours(1),
      readAttributes: new ClientAttributes()
        .withStandardAttributes({ email: true, emailVerified: true, fullname: true })
        .withCustomAttributes('account_id'),
      // Passwords are asked for on our own pages, behind our own limits; Cognito's take nobody's.
      supportedIdentityProviders:
        providers.length === 0 ? [UserPoolClientIdentityProvider.COGNITO] : providers.map(({ kind }) => kind),
      disableOAuth: providers.length === 0,
      ...(providers.length === 0
        ? {}
        : {
            oAuth: {
              flows: { authorizationCodeGrant: true },
              scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
              callbackUrls: [`${publicUrl}/interaction/social/callback`],
              logoutUrls: [`${publicUrl}/signed-out`],
            },
          }),
    });
    // Without this the client may be made before the providers that it names.
    for (const { provider } of providers) this.client.node.addDependency(provider);
    if (providers.length > 0) {
      const domain = this.pool.addDomain('Domain', { cognitoDomain: { domainPrefix: `${name}-people` } });
      this.social = {
        domain: domain.baseUrl(),
        providers: providers.map(({ kind }) => kind.name.toLowerCase()),
      };
    }
  }

  #providers(
    settings: PeopleProps['settings'],
  ): { kind: UserPoolClientIdentityProvider; provider: IDependable }[] {
    const found = [];
    if (settings.google) {
      const { clientId, secretName } = settings.google;
      const provider = new UserPoolIdentityProviderGoogle(this, 'Google', {
        userPool: this.pool,
        clientId,
        clientSecretValue: Secret.fromSecretNameV2(this, 'GoogleSecret', secretName).secretValue,
        scopes: ['openid', 'email', 'profile'],
        attributeMapping: {
          email: ProviderAttribute.GOOGLE_EMAIL,
          emailVerified: ProviderAttribute.GOOGLE_EMAIL_VERIFIED,
          fullname: ProviderAttribute.GOOGLE_NAME,
        },
      });
      found.push({ kind: UserPoolClientIdentityProvider.GOOGLE, provider });
    }
    if (settings.facebook) {
      const { clientId, secretName } = settings.facebook;
      const provider = new UserPoolIdentityProviderFacebook(this, 'Facebook', {
        userPool: this.pool,
        clientId,
        clientSecret: Secret.fromSecretNameV2(this, 'FacebookSecret', secretName).secretValue.unsafeUnwrap(),
        scopes: ['public_profile', 'email'],
        attributeMapping: {
          email: ProviderAttribute.FACEBOOK_EMAIL,
          fullname: ProviderAttribute.FACEBOOK_NAME,
        },
      });
      found.push({ kind: UserPoolClientIdentityProvider.FACEBOOK, provider });
    }
    return found;
  }
}
