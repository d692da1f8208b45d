import Faults
import IPDECTCore
import Snapshot

// Words for the values of the core, as the manual has them.

extension RadioRegistration {
    var word: String {
        switch self {
        case .uninitialized: "uninitialized"
        case .registered: "registered"
        case .staticLost: "lost"
        }
    }
}

extension SyncState {
    var word: String {
        switch self {
        case .unsynchronized: "not synchronized"
        case .searching: "Searching"
        case .masterOK: "Master OK"
        case .slaveOK: "Slave OK"
        case .standbyOK: "Standby OK"
        case .unknown: "not told"
        }
    }
}

extension SyncColor {
    /// What the colour means.
    var meaning: String {
        switch self {
        case .green: "synchronized"
        case .yellow: "poor signal"
        case .red: "not synchronized"
        case .grey: "not told"
        }
    }
}

extension SyncLossCause {
    var word: String {
        switch self {
        case .sourceNotFound: "no source found"
        case .pscnChanged: "PSCN changed"
        case .frameNumberChanged: "frame number changed"
        case .multiframeNumberChanged: "multiframe number changed"
        case .carriersChanged: "number of carriers changed"
        }
    }
}

extension FaultActivity {
    var word: String {
        switch self {
        case .alarm: "Alarm"
        case .alarmCleared: "Alarm cleared"
        case .alarmTimeout: "Alarm timeout"
        case .error: "Error"
        }
    }
}

extension MasterRole {
    var word: String {
        switch self {
        case .master: "Master"
        case .pariMaster: "PARI Master"
        case .mobilityMaster: "Mobility Master"
        case .cryptoMaster: "Crypto Master"
        }
    }
}

extension CapacityFinding.Kind {
    /// What was found, as a heading.
    var title: String {
        switch self {
        case .radioAtCallLimit: "A radio carries as many calls as it can"
        case .resourcesExhausted: "The resources of a device are used up"
        case .memoryGrows: "Memory in use only grows"
        case .syncFlaps: "Synchronization is lost again and again"
        case .pingLoss: "Pings are lost"
        case .processorBusy: "The processors are busy for long"
        }
    }
}
