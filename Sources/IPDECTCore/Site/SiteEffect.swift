public import Faults
public import NetworkValues

/// What follows from an input. The core actor turns effects into alarms, journal records and a new snapshot.
public enum SiteEffect: Hashable, Sendable {
    /// A fault began, or was reported again.
    case raise(FaultCode, on: FaultSubject, source: String, text: String)
    /// A fault is over.
    case clear(AlarmKey)
    /// Something happened that does not last.
    case event(FaultCode, on: FaultSubject, source: String, text: String)
    /// The object is gone; its alarms time out.
    case objectGone(DeviceID)
    /// The object is back; its alarms no longer time out.
    case objectReturned(DeviceID)
    /// The object restarted; its alarms are over.
    case objectRestarted(DeviceID)
    /// Something worth a line in the log, by topic.
    case log(SiteTopic, on: DeviceID, text: String)
    /// The input did not fit, and why.
    case refused(SiteRefusal)
}

/// The log topics of the core (manual 4.23.1).
public enum SiteTopic: UInt8, Hashable, Sendable, CaseIterable {
    /// Calls, registrations and roles of the masters.
    case dectMaster = 1
    /// Radios and their synchronization.
    case dectRadio = 2
    /// Radios without a free channel.
    case radioBusy = 3
    /// Changes that an operator made.
    case configChanges = 4
}

/// Why an input was refused.
public enum SiteRefusal: Error, Hashable, Sendable {
    /// No radio has this MAC address.
    case unknownRadio(MACAddress)
    /// The radio is not in a state that allows this: the state it is in.
    case wrongRegistration(MACAddress, RadioRegistration)
    /// The radio is watched only: its own master decides.
    case watchedOnly(MACAddress)
    /// The PARI Master has as many radios as fit: the limit.
    case radioLimit(UInt32)
    /// No call has this number.
    case unknownCall(CallID)
    /// The call's number is in use.
    case duplicateCall(CallID)
    /// The radio is at its limit of concurrent calls.
    case callLimit(MACAddress, UInt32)
    /// The radio carries no traffic, because it is not synchronized.
    case notSynchronized(MACAddress)
    /// The reference would close a ring of regions.
    case referenceRing(UInt8, from: UInt8)
    /// A value is outside of its range: what was expected, and what came.
    case outOfRange(expected: String, got: String)
    /// No handover of this call is going on, or one is already.
    case noHandover(CallID)
    /// No device has this role in the mode that is needed.
    case noMirror(MasterRole)
}
