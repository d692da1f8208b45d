/// How well a radio hears another one.
struct SyncQuality: Hashable, Sendable {
    /// Signal strength in dBm.
    var rssi: Int16
    /// Frame error rate in percent.
    var fer: UInt8

    /// A signal is poor below this strength, or above this frame error rate (manual 4.12.1).
    static let poorRSSI: Int16 = -83
    static let poorFER: UInt8 = 15

    /// What a source that is not synchronized itself costs more than one that is.
    static let unsynchronizedCost: UInt32 = 10_000
    /// What the second of the radios that a slave is locked to costs more than the first.
    static let alternativeLockCost: UInt32 = 500
    /// What another source must be better by, to be followed instead of the present one.
    static let stayDiscount: UInt32 = 6

    init(rssi: Int16, fer: UInt8) {
        self.rssi = rssi
        self.fer = fer
    }

    init(_ candidate: SyncCandidate) {
        self.init(rssi: candidate.rssi, fer: candidate.fer)
    }

    /// Whether the dot is yellow.
    var isPoor: Bool { rssi < Self.poorRSSI || fer > Self.poorFER }

    /// The price of following a radio that is heard like this; the tree with the least prices is the best.
    ///
    /// One step costs 10. A fair signal adds less than half a step, a poor one as much as nine steps. For the source
    /// that is followed now the price is lower and the limits are wider, so that a signal that comes and goes around a
    /// limit does not move the radio to and fro.
    func cost(isCurrent: Bool) -> UInt32 {
        let margin: Int16 = isCurrent ? 4 : 0
        let base: UInt32
        if rssi < Self.poorRSSI - margin || Int16(fer) > Int16(Self.poorFER) + margin {
            base = 100
        } else if rssi < -70 - margin || Int16(fer) > 5 + margin {
            base = 14
        } else {
            base = 10
        }
        return isCurrent ? base - Self.stayDiscount : base
    }
}
