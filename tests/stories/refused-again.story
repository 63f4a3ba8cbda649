# Refused for want of credentials, and sent once more as it was: that one is answered.
0 open /
0 c {"janus":"message","transaction":"t1","session_id":11,"handle_id":21,"body":{},"jsep":{"type":"offer","sdp":"$sdp(alice 1 actpass audio)"}}
0 s {"janus":"error","transaction":"t1","session_id":11,"error":{"code":403,"reason":"Unauthorized"}}
0 c {"janus":"message","transaction":"t2","session_id":11,"handle_id":21,"body":{"pin":"1"},"jsep":{"type":"offer","sdp":"$sdp(alice 1 actpass audio)"}}
0 s {"janus":"event","session_id":11,"sender":21,"transaction":"t2","plugindata":{"plugin":"p","data":{}},"jsep":{"type":"answer","sdp":"$sdp(server 1 active audio)"}}
