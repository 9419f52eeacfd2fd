/**
 * What is made for a text is made once. One inside the other serves several texts, and looks each up by itself: a key put
 * together of them would be made and hashed anew every time.
 */
export const remembered = <Made>(make: (text: string) => Made): ((text: string) => Made) => {
  const known = new Map<string, Made>();
  return (text) => {
    let made = known.get(text);
    if (made === undefined) {
      made = make(text);
      known.set(text, made);
    }
    return made;
  };
};
