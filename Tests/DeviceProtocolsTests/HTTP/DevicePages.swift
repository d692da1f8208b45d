/// Pages as devices may answer them. Written here from what is known of them; none of them was recorded.
enum DevicePages {
    static let alarms = """
        <?xml version="1.0" encoding="utf-8"?>
        <?xml-stylesheet type="text/xsl" href="fault_log.xsl"?>
        <info>
          <fault type="alarm" severity="1" time="1795435200" code="0x000e0005" src="RFP"><text>Not synchronized</text></fault>
          <fault type="alarm" severity="2" time="1795435260" code="0x000f0001" src="ENV" remote="192.0.2.9"><alarm-text>Hot &amp; getting hotter</alarm-text><details><x code="1" time="2"/></details></fault>
        </info>
        """

    static let faults = """
        <faults>
          <event type="error" severity="0" time="1795435300" code="0x00140001" source="DECT RADIO" text="Busy for speech"/>
          <event type="clear" severity="1" time="1795435290" code="0x00030204" source="DECT MASTER" text="Radio lost"/>
          <event type="alarm" severity="1" time="1795435280" code="0x00030204" source="DECT MASTER" text="Radio lost"/>
        </faults>
        """

    static let box = """
        <info><sys type="IPBS3" version="11.8.3" bootcode="11.8.1" hw="IPBS3-A1/1A" serial="00013e-123456" temp="42"
          sync="Synchronized" uptime="3d 12h 5m 7s" cpu="12%" memory-usage="48" reset-required="true"
          time="20261123-120000" name="lobby"/><if name="ETH0"/></info>
        """

    static let counters = """
        <cnt><info s="100"/><h><m c="1"/><m c="2"/></h><h><m c="7"/><m/><m c="12"/></h></cnt>
        """

    static let sync = """
        <rfpstat><rfp id="0" master="ipbs3-00-00-01"><state>Synchronized</state></rfp></rfpstat>
        """
}
