/// What the engine counts. The names are those of the standard MIBs, so that each case is one object or one column.
public enum SNMPCounter: Int, CaseIterable, Sendable {
    // SNMPv2-MIB (RFC 3418) with the objects of RFC 1213 that it still names.
    case inPkts, outPkts, inBadVersions, inBadCommunityNames, inBadCommunityUses, inASNParseErrs
    case inTooBigs, inNoSuchNames, inBadValues, inReadOnlys, inGenErrs
    case inTotalReqVars, inTotalSetVars, inGetRequests, inGetNexts, inSetRequests, inGetResponses, inTraps
    case outTooBigs, outNoSuchNames, outBadValues, outGenErrs
    case outGetRequests, outGetNexts, outSetRequests, outGetResponses, outTraps
    case silentDrops, proxyDrops

    // SNMP-MPD-MIB (RFC 3412).
    case unknownSecurityModels, invalidMsgs, unknownPDUHandlers

    // SNMP-USER-BASED-SM-MIB (RFC 3414).
    case unsupportedSecLevels, notInTimeWindows, unknownUserNames, unknownEngineIDs, wrongDigests, decryptionErrors

    // SNMP-TARGET-MIB (RFC 3413).
    case unavailableContexts, unknownContexts

    // Requests that no standard object counts.
    /// GETBULK requests taken.
    case inGetBulks
    /// Requests refused because their source sent too many.
    case rateLimited
    /// Requests refused because all sources together sent too many.
    case rateLimitedGlobally
    /// Requests refused because their source is in none of the allowed networks.
    case networkRefused
    /// Requests refused because they are longer than the engine takes.
    case oversized
    /// Requests refused because they claim to come from port 0.
    case portZero
    /// Requests refused because access control allows nothing to their sender.
    case authorizationErrors
    /// GETBULK answers cut short by the size or repetition limit.
    case bulksCut
    /// SET requests that came again; they are carried out once.
    case setsRepeated
    /// SET requests refused because too many wait.
    case setsRefused
    /// Replies that the kernel did not take.
    case sendFailures
    /// Authentication failures that were not reported because there were too many.
    case failuresUnreported

    /// The name for metrics and tables of figures.
    public var name: String { String(describing: self) }
}
