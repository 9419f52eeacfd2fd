import { useEffect, useState } from 'preact/hooks';

/** Whole seconds for which `what` has been the same; counted here, so that no clock is asked. */
export const useSecondsOf = (what: string): number => {
  const [counted, setCounted] = useState({ what, seconds: 0 });
  useEffect(() => {
    setCounted({ what, seconds: 0 });
    const timer = setInterval(() => setCounted((before) => ({ what, seconds: before.seconds + 1 })), 1_000);
    return () => clearInterval(timer);
  }, [what]);
  return counted.what === what ? counted.seconds : 0;
};
