/// Reads what lines of the devices' logs say.
///
/// The texts that real devices write are not published. What is read here:
///
/// - known from the manual, there as words of lists and not as lines: the codes `0x000mnnnn` of 6.2, `Connection to Radio
///   lost`, `Unexpected restart (watchdog/reset/power on)`, `The system was restarted`, `RFP unsynchronized`,
///   `Synchronization lost`, the five causes of 4.11.5, `Alarm cleared` and `Alarm timeout` of 4.23.4, hardware names of 3.1;
/// - assumed: that lines use these words, their order, `cold start`, `System start`, `registered`, `sync found`, `login failed`
///   and their relatives.
///
/// A line is read only when its words leave no doubt; everything else is no reading, in doubt too. A line that has none of
/// the words costs one look at its octets.
public enum KnownLines {
    /// The most octets of a line that are looked at.
    public static let limit = 1024

    /// What a line says, its header already removed; `nil` for nothing that is known.
    public static func reading(_ line: Span<UInt8>) -> DeviceReading? {
        let count = min(line.count, limit)
        guard hasTrigger(line, count) else { return nil }
        let words = LineWords(line, count)
        // Changes of the configuration, which may quote anything.
        guard !words.isConfiguration else { return nil }
        if words.hasCode { return FaultLine.reading(words) }
        return RadioLine.reading(words) ?? SyncLine.reading(words) ?? RestartLine.reading(words)
            ?? LoginLine.reading(words)
    }

    /// Whether a word begins with one of the beginnings without which no rule applies.
    private static func hasTrigger(_ line: Span<UInt8>, _ count: Int) -> Bool {
        // The last four octets in lower case, and as many octets as stand behind the last that is in no word.
        var last: UInt32 = 0
        var length = 0
        for position in 0..<count {
            let octet = line[position]
            let lower = octet | 0x20
            guard lower &- 0x61 < 26 || octet &- 0x30 < 10 else {
                length = 0
                continue
            }
            length += 1
            guard length <= 4 else { continue }
            last = last << 8 | UInt32(lower)
            // Most words are out of the question by their first letter.
            if length == 4, firstLetters & 1 << (last >> 24 & 0x1f) != 0, isTrigger(last) { return true }
        }
        return false
    }

    /// A bit for each of the first letters of the beginnings, and of 0, by their lower five bits.
    private static let firstLetters: UInt32 = "srcwlduaf0".utf8.reduce(0) { $0 | 1 << UInt32($1 & 0x1f) }

    /// `star`, `rest`, `rese`, `rebo`, `cold`, `warm`, `lost`, `regi`, `unre`, `dere`, `rere`, `disc`, `down`,
    /// `sync`, `unsy`, `airs`, `resy`, `0x00`, `logi`, `logo`, `fail`.
    private static func isTrigger(_ word: UInt32) -> Bool {
        switch word {
        case 0x7374_6172, 0x7265_7374, 0x7265_7365, 0x7265_626f, 0x636f_6c64, 0x7761_726d, 0x6c6f_7374,
            0x7265_6769, 0x756e_7265, 0x6465_7265, 0x7265_7265, 0x6469_7363, 0x646f_776e, 0x7379_6e63,
            0x756e_7379, 0x6169_7273, 0x7265_7379, 0x3078_3030, 0x6c6f_6769, 0x6c6f_676f, 0x6661_696c:
            true
        default: false
        }
    }
}
