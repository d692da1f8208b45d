/// The manager's side of SNMP, started, for the parts that stand on it.
///
/// It keeps the start within this module: where the manager is started from another one, the compiler (6.3.1, release) runs
/// into a circular reference over its executor.
public struct SNMPAccess: Sendable {
    let manager: SNMPManager

    /// Starts it. Throws `SNMPManagerError` when the system has no thread left.
    @inline(never)
    public init() throws {
        manager = try SNMPManager()
    }
}
