/** What more than one page says. A page's own texts stand beside the page. */
export const SHARED_EN = {
  back: 'Back',
  close: 'Close',
  deleteDigit: 'Delete the last digit',
  done: 'Done',
  loading: 'One moment…',
  undo: 'Undo',

  pillConnecting: 'Connecting…',
  pillLive: 'Live',
  pillOffline: 'Offline',
  pillQueued: { one: 'Offline · {n} waiting', other: 'Offline · {n} waiting' },
  pillReconnecting: 'Reconnecting {seconds} s',
  pillSaving: 'Saving…',
  pillStopped: 'Stopped',

  refusedWhileAway: {
    one: '{n} thing was refused while nobody looked',
    other: '{n} things were refused while nobody looked',
  },
  seen: 'Seen',
  andMore: { one: 'and {n} more', other: 'and {n} more' },
  plainTitle: 'This page came without https',
  plainText:
    'It works. What browsers give only by https is missing: to install it, to open it while the hub is away, to keep the screen awake.',
  plainHow: 'How to get https',
  plainSeen: 'All right',

  appearance: 'Appearance',
  language: 'Language',
  themeDark: 'Dark',
  themeLight: 'Light',
  themeSystem: 'As the device',
  newVersion: 'New version · reload',

  enrolTitle: 'Welcome',
  enrolLead: 'This device does not belong to a café yet. A manager can make a code for it; it is good for 15 minutes.',
  enrolCode: 'Code',
  enrolName: 'Name of this device',
  enrolNameHelp: 'So that others know which one it is: “Bar”, “Window”.',
  enrolSubmit: 'Add this device',
  nameTerminal: 'Terminal',
  nameKitchen: 'Kitchen screen',

  whoIsThere: 'Who is there?',
  noPeopleTitle: 'Nobody can sign in yet',
  noPeopleText: 'Give somebody on the staff a PIN first.',
  pinOf: 'PIN of {name}',
  pinTyped: { one: '{n} digit', other: '{n} digits' },
  pinNeedsHub: 'Signing in needs the hub. As soon as it is back, this works again.',
  pinKept: {
    one: '{n} thing that was tapped here is kept and goes out by itself.',
    other: '{n} things that were tapped here are kept and go out by themselves.',
  },
  somebodyElse: 'Somebody else',
  lock: 'Lock',

  roleOwner: 'Owner',
  roleManager: 'Manager',
  roleCashier: 'Cashier',
  roleServer: 'Server',
  roleKitchen: 'Kitchen',

  deviceRevoked: 'This device was removed from the café',
  deviceRevokedText: 'Everything it had sent is safe. To use it again, add it with a new code.',
  enrolAgain: 'Add it again',
  failed: 'That did not work: {reason}',
} as const;
