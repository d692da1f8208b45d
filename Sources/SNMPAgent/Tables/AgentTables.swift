/// All groups that the agent serves: the standard ones, our modules, and the vendor's tree.
public enum AgentTables {
    /// The groups, in no special order.
    public static func groups(_ settings: TableSettings, engine: EngineValues) -> [any MIBGroup<TableSource>] {
        let tree = OwnTree(settings.root)
        var groups: [any MIBGroup<TableSource>] = [
            SystemGroup(settings: settings, engine: engine), InterfacesGroup(), LLDPGroup(), PortAccessGroup(),
            SystemModule(tree), SyncModule(tree), TrafficModule(tree), AlarmModule(tree), TargetModule(tree),
            PerformanceModule(tree),
        ]
        groups += [
            HostResourcesGroup(engine), EntityGroup(), EntitySensorGroup(), IPGroup(), AlarmGroup(tree, engine: engine),
            ITUAlarmGroup(), NotificationLogGroup(root: settings.root),
        ]
        groups += [TargetTables(), NotificationTables()] as [any MIBGroup<TableSource>]
        groups += CounterGroup.all(engine)
        groups += [TLSTransportGroup(engine), TransportSecurityGroup(engine)] as [any MIBGroup<TableSource>]
        groups += [
            AccessControlGroup(), UserTableGroup(engineID: engine.engineID),
            CommunityTableGroup(engineID: engine.engineID), TargetExtensionTable(),
        ]
        if settings.servesVendorTree { groups.append(VendorModule()) }
        return groups
    }
}
