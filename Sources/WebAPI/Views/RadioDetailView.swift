import Faults
import IPDECTCore
import NetworkValues
import Snapshot

/// One radio in full, as `GET /api/v1/radios/{name}` shows it (manual 4.11.1, 4.12.1, 4.12.3): what the list has of it, and
/// more.
public struct RadioDetailView: Codable, Sendable, Equatable {
    /// A radio that this one hears.
    public struct Candidate: Codable, Sendable, Equatable {
        /// The broadcast identity heard.
        public var rfpi: String
        /// Its name; `nil` for one of another system.
        public var radio: String?
        /// Signal strength in dBm.
        public var rssi: Int16
        /// Long-term frame error rate in percent, over all its bearers.
        public var fer: UInt8

        init(_ candidate: SyncCandidate, radio: String?) {
            rfpi = "\(candidate.rfpi)"
            self.radio = radio
            rssi = candidate.rssi
            fer = candidate.fer
        }
    }

    /// What the sync status page shows beside the list (manual 4.12.3).
    public struct Details: Codable, Sendable, Equatable {
        /// When it was heard last, RFC 3339.
        public var lastSeen: String
        /// Steps from the active sync master; `nil` while it is in no tree.
        public var depth: UInt16?
        /// The RFPIs that it is locked to, in order of preference.
        public var lockedTo: [String]
        /// Radios it hears, strongest first.
        public var candidates: [Candidate]
        /// Why it lost its synchronization last; `nil` when it never did.
        public var lastLossCause: String?
        /// Carrier of the active sync bearer, 0 to 9; `nil` without one.
        public var carrier: UInt8?
        /// Slot of the active sync bearer, 0 to 23; `nil` without one.
        public var slot: UInt8?
        /// Time difference to the sync source in nanoseconds.
        public var driftNanoseconds: Int32
        /// Radios that follow it.
        public var followers: [String]
        /// Calls now with encrypted speech.
        public var encryptedCalls: UInt32
        /// The share of the device's resources in use, 0 to 1 (manual 4.23.5).
        public var utilization: Double
        /// Alarms that stand on it, by number.
        public var alarms: [UInt32]
    }

    /// What the list has.
    public var radio: RadioView
    /// What the list has not.
    public var details: Details

    init(_ radio: Radio, in snapshot: Snapshot) {
        let site = snapshot.site
        self.radio = RadioView(radio, in: site)
        details = Details(
            lastSeen: "\(radio.lastSeen)", depth: radio.sync.depth,
            lockedTo: radio.sync.settings.lockedTo.map { "\($0)" },
            candidates: radio.sync.candidates.map { candidate in
                let heard = site.radios.first { $0.rfpi?.identity == candidate.rfpi.identity }
                return Candidate(candidate, radio: heard?.name)
            },
            lastLossCause: radio.sync.lastLossCause.map { "\($0)" }, carrier: radio.sync.carrier,
            slot: radio.sync.slot, driftNanoseconds: radio.sync.driftNanoseconds,
            followers: site.radios.filter { $0.sync.parentIndex == radio.index }.map(\.name),
            encryptedCalls: radio.encryptedCallCount, utilization: radio.resources.utilization,
            alarms: snapshot.alarms.alarms.filter { $0.key.device.rawValue == radio.mac.rawValue }.map(\.number))
    }

    /// Both parts stand in one object.
    public init(from decoder: any Decoder) throws {
        radio = try RadioView(from: decoder)
        details = try Details(from: decoder)
    }

    /// Both parts stand in one object.
    public func encode(to encoder: any Encoder) throws {
        try radio.encode(to: encoder)
        try details.encode(to: encoder)
    }
}
