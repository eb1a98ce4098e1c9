"""Accounts: signing in and out, passwords, second factors, passkeys, sessions, invitations; on django-allauth."""
