public import Faults
public import NetworkValues

/// Everything that can happen to an IP-DECT system, from a real device, the simulated site or an operator.
///
/// Radios are named by MAC address. An input that does not fit (an unknown radio, a call that is not there) changes
/// nothing and comes back as `SiteEffect.refused`.
public enum SiteInput: Hashable, Sendable {
    // Registration (manual 4.11.1)

    /// A device was seen that no PARI Master has.
    case radioAnnounced(MACAddress, DeviceReport)
    /// The operator added a radio to the PARI Master, with a name (empty for the one from its MAC) and sync settings.
    case radioAdded(MACAddress, name: String, SyncSettings)
    /// A radio that was added connected, for the first time or again.
    case radioRegistered(MACAddress, DeviceReport)
    /// A radio no longer answers.
    case radioSilent(MACAddress)
    /// A radio restarted; `unexpected` when nobody asked for it.
    case radioRestarted(MACAddress, unexpected: Bool)
    /// The operator deleted a radio; its RFPI is free again.
    case radioDeleted(MACAddress)
    /// The operator moved the RFPI of a lost radio to a registered one.
    case rfpiMoved(from: MACAddress, to: MACAddress)
    /// The operator set a location ID and its description.
    case locationSet(MACAddress, id: String, description: String)

    // Devices of a system that runs already, as feeds see them

    /// A device answered; it is registered at its own master. The name is empty for the one from its MAC.
    case deviceFound(MACAddress, name: String, DeviceReport)
    /// A device that should be there does not answer, and has not answered since the start.
    case deviceExpected(MACAddress, name: String, DeviceReport)
    /// A device is watched no longer.
    case deviceForgotten(MACAddress)
    /// A watched radio, or its master, told how it stands with its synchronization, and why it lost it.
    case airReported(MACAddress, SyncState, SyncLossCause?)

    // Air synchronization (manual 4.6.36, 4.12)

    /// The operator changed a radio's sync settings.
    case syncConfigured(MACAddress, SyncSettings)
    /// A radio sent its list of sync candidates.
    case syncCandidates(MACAddress, [SyncCandidate])
    /// A radio lost its synchronization.
    case syncLost(MACAddress, SyncLossCause)
    /// A radio synchronized to its source, on this carrier and slot, with this drift.
    case syncFound(MACAddress, carrier: UInt8, slot: UInt8, driftNanoseconds: Int32)
    /// The operator named a region, or gave it a region to take its reference from.
    case regionConfigured(UInt8, name: String, referenceRegion: UInt8?)
    /// The reference of a region was heard, or lost.
    case referenceSync(UInt8, isHeard: Bool)
    /// The operator started a resynchronization to the reference; the calls of the region end.
    case referenceResynchronized(UInt8)
    /// A radio saw another system that uses its system ID.
    case systemIDCollision(MACAddress, with: RFPI, isPresent: Bool)
    /// The operator cleared the statistics of a region.
    case regionStatisticsCleared(UInt8)

    // Traffic (manual 4.13)

    /// A call began at a radio.
    case callStarted(CallID, MACAddress, user: String, CallDirection, isEncrypted: Bool)
    /// A call's two sides are connected.
    case callConnected(CallID)
    /// A call ended.
    case callEnded(CallID, CallRelease)
    /// A call moves to another radio.
    case handoverStarted(CallID, to: MACAddress)
    /// A call has moved.
    case handoverCompleted(CallID)
    /// A call stays where it was.
    case handoverCancelled(CallID)
    /// A call found no free channel at a radio.
    case radioBusy(MACAddress)
    /// The operator cleared the traffic counters.
    case trafficCleared

    // Roles

    /// A device was configured for a master role.
    case masterConfigured(MACAddress, MasterRole, MasterMode)
    /// A master can be reached, or no longer.
    case masterReachable(MACAddress, MasterRole, Bool)
    /// A mirror gives its active part to its partner.
    case mirrorSwitched(MasterRole)

    // Wired systems (IPBL)

    /// The sync ring of the gateways, whole, in ring order.
    case syncRing([SyncRingMember])
    /// The environment of a gateway.
    case environment(MACAddress, Environment)
    /// A wired radio fixed part of a gateway.
    case wiredPart(MACAddress, RadioFixedPart)
    /// The operator set the location ID of a wired radio fixed part, by its gateway and port (manual 4.11.1).
    case partLocationSet(MACAddress, port: UInt8, id: String, description: String)

    // Faults that a device found itself

    /// A device reports that a fault began.
    case faultRaised(MACAddress, FaultCode, source: String, text: String)
    /// A device reports that a fault is over.
    case faultCleared(MACAddress, FaultCode, source: String)
    /// A device reports an event.
    case faultEvent(MACAddress, FaultCode, source: String, text: String)

    // System

    /// System ID, SARIs and users, as configured.
    case systemConfigured(SystemConfiguration)
    /// Registered users of the system, now.
    case usersCounted(registered: UInt32, total: UInt32)
    /// Time passed; deadlines are looked at. Every other input does the same first.
    case tick
}
