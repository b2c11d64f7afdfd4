#!/usr/bin/env python3
"""Does one job of the original procedure with Longhaul; stands in for the script of this name.

    python3 S3CopyToChinaSingle.py '{"bucket": ..., "key": ..., "dst_bucket": ..., "id": ...}'

The job is handed to the worker that resides on this machine (systemd unit longhaul-worker); it
has accepted the job once its row is in S3Single, and this program ends then, with 0. Where no
worker resides, this program becomes `longhaul s3copy`, which does the job itself.

It needs Python 3.6 or newer and nothing else, reads no credentials, and hands the job to no shell.
Environment: LONGHAUL_SOCKET (/run/longhaul-worker/worker.sock) and LONGHAUL (/opt/longhaul/longhaul).
"""
import base64
import os
import re
import socket
import sys

SOCKET = os.environ.get('LONGHAUL_SOCKET', '/run/longhaul-worker/worker.sock')
LONGHAUL = os.environ.get('LONGHAUL', '/opt/longhaul/longhaul')
SECONDS = 90
LONGEST_ANSWER = 65536
ENDS = {'accepted': 0, 'done': 0, 'busy': 0, 'refused': 2, 'malformed': 64}


def one_word(job):
    """The job as base64url, which is how Main sends it to workers that are Longhaul's."""
    if re.match(rb'[A-Za-z0-9_-]+\Z', job):
        return job
    return base64.urlsafe_b64encode(job).rstrip(b'=')


def hand_over(job):
    """The worker's answer to a job, or None where no worker resides."""
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    link.settimeout(SECONDS)
    try:
        try:
            link.connect(SOCKET)
        except (FileNotFoundError, ConnectionRefusedError, PermissionError):
            return None
        link.sendall(job + b'\n')
        answer = b''
        while not answer.endswith(b'\n') and len(answer) < LONGEST_ANSWER:
            more = link.recv(4096)
            if not more:
                break
            answer += more
        return answer.decode('utf-8', 'backslashreplace').rstrip('\n')
    finally:
        link.close()


def main():
    if len(sys.argv) != 2:
        sys.stderr.write('one argument is needed: the job as JSON, or as base64url of JSON\n')
        return 64
    job = os.fsencode(sys.argv[1])
    try:
        answer = hand_over(one_word(job))
    except OSError as failed:
        # The worker may have the job or not; its row in S3Single tells, and Monitor looks there.
        sys.stderr.write('the worker at %s gave no answer: %s\n' % (SOCKET, failed))
        return 2
    if answer is None:
        try:
            os.execv(LONGHAUL, [LONGHAUL, 's3copy', sys.argv[1]])
        except OSError as missing:
            sys.stderr.write('neither a worker at %s nor %s: %s\n' % (SOCKET, LONGHAUL, missing))
            return 2
    word = answer.split(' ', 1)[0]
    code = ENDS.get(word, 2)
    (sys.stdout if code == 0 else sys.stderr).write((answer or 'the worker hung up') + '\n')
    return code


if __name__ == '__main__':
    sys.exit(main())
